package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.LoopbackPort;
import java.io.IOException;
import java.util.Map;

/** What starts the server on an owned folder, for the first time and again. */
record ServerStart(
    ServerFolder folder,
    LocalPostgresConfig config,
    PostgresBundle bundle,
    RunAs runAs,
    Map<LocalPostgresRole, LocalPostgresCredentials> logins) {

  private static final int PORT_TRIES = 3;

  /** Brings an owned folder to where a server can be started on it. */
  static ServerStart prepare(ServerFolder folder, LocalPostgresConfig config, boolean namespaces)
      throws IOException {
    PostgresBundle bundle = PostgresBundle.forThisMachine(folder.path());
    folder.unfinishedData().remove();
    if (folder.hasData()) {
      ClusterFiles.requireMajor(folder, bundle.major());
      new ServerProcesses(folder).stopOrphan();
    }
    Map<LocalPostgresRole, LocalPostgresCredentials> logins = Logins.readOrMake(folder);
    RunAs runAs = RunAs.choose(folder.path(), bundle.program("postgres"), namespaces);
    if (!folder.hasData()) {
      String password = logins.get(LocalPostgresRole.ADMIN).password();
      ClusterFiles.create(folder, bundle, runAs, password, !config.ephemeral());
    }
    return new ServerStart(folder, config, bundle, runAs, logins);
  }

  /**
   * Starts on the configured port, or on a free one; a port that is taken in between is replaced.
   */
  Postmaster first() throws IOException {
    if (config.port() != 0) {
      return again(config.port());
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return again(LoopbackPort.choose(folder.rememberedPort()));
      } catch (LocalPostgresException e) {
        if (e.reason() != Reason.PORT_TAKEN || attempt == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  Postmaster again(int port) throws IOException {
    Postmaster postmaster = Postmaster.start(folder, bundle, runAs, config, port);
    try {
      ClusterRoles.prepare(access(postmaster), folder.data());
      folder.rememberPort(port);
      return postmaster;
    } catch (IOException | RuntimeException e) {
      postmaster.stop();
      throw e;
    }
  }

  LocalPostgresAccess access(Postmaster postmaster) {
    return new LocalPostgresAccess(LoopbackPort.HOST, postmaster.port(), logins);
  }
}
