package io.signalcoherence.perf.drill;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.perf.proxy.CutPlan;
import io.signalcoherence.perf.proxy.PgWireProxy;
import io.signalcoherence.perf.service.ServiceLaunch;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The service as a process, on a PostgreSQL behind a proxy, and one fault of that. */
final class OutageRig implements FaultRig {

  /** How late each message is when PostgreSQL is slow. */
  static final Duration LATE = Duration.ofMillis(2);

  private static final Duration FIRST_START = Duration.ofSeconds(90);

  private final Outage outage;
  private final RigParts parts;
  private final Optional<SmallDisk> disk;
  private final LocalPostgres postgres;
  private final PgWireProxy proxy;
  private final ServiceProcess service;
  private Optional<Hoard> hoard = Optional.empty();
  private String note = "";

  private OutageRig(Outage outage, RigParts parts, Path folder)
      throws IOException, InterruptedException, CannotBreak {
    this.outage = outage;
    this.parts = parts;
    disk = outage == Outage.DISK_FULL ? Optional.of(disk(parts, folder)) : Optional.empty();
    Path data = disk.map(SmallDisk::folder).orElse(folder).resolve("postgres");
    postgres =
        parts.add(
            () -> LocalPostgres.start(LocalPostgresConfig.durable(data).withStopAtJvmExit(false)),
            LocalPostgres::close,
            OutageRig::endAtOnce);
    InetSocketAddress server = new InetSocketAddress(postgres.host(), postgres.port());
    proxy =
        parts.add(
            () -> PgWireProxy.start(server, new CutPlan()), PgWireProxy::close, PgWireProxy::close);
    // The whole heap is resident from the start, so that what grows is what lies beside it.
    ServiceLaunch launch = ServiceLaunch.QUICK.with(List.of("-Xms384m", "-XX:+AlwaysPreTouch"));
    service =
        new ServiceProcess(
            launch, folder.resolve("data"), settings(), folder.resolve("service.log"));
  }

  /**
   * Starts everything and returns when the service is ready. What was started is ended if that
   * fails, and when the JVM ends before {@link #close}.
   *
   * @param folder where data and logs go; is made
   * @throws CannotBreak when this fault can't be made here
   */
  static OutageRig start(Outage outage, Path folder)
      throws IOException, InterruptedException, CannotBreak {
    Files.createDirectories(folder);
    RigParts parts = RigParts.endedAtExit();
    try {
      OutageRig rig = new OutageRig(outage, parts, folder);
      rig.awaitReady();
      return rig;
    } catch (Throwable e) {
      try {
        parts.close();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private static SmallDisk disk(RigParts parts, Path folder)
      throws InterruptedException, CannotBreak {
    try {
      return parts.add(
          () -> SmallDisk.mount(folder.resolve("disk")), SmallDisk::close, SmallDisk::close);
    } catch (IOException e) {
      throw new CannotBreak("no file system can be mounted: " + e.getMessage(), e);
    }
  }

  /** Closed as well, so that it can't be started again. */
  private static void endAtOnce(LocalPostgres postgres) {
    postgres.kill();
    postgres.close();
  }

  private void awaitReady() throws IOException, InterruptedException {
    ServiceProcess started = parts.add(this::launch, ServiceProcess::close, ServiceProcess::kill);
    if (!started.awaitReady(FIRST_START)) {
      throw new IOException(
          "the service did not become ready within " + FIRST_START.toSeconds() + " s");
    }
  }

  private ServiceProcess launch() throws IOException {
    service.start();
    return service;
  }

  /** A fault can't be made on this machine, or by this user. */
  static final class CannotBreak extends Exception {
    private static final long serialVersionUID = 1L;

    CannotBreak(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        "SIGNALCOHERENCE_DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/signalcoherence");
    // The drill's client keeps its connections; the service must not be the one to close them.
    settings.put("SIGNALCOHERENCE_HTTP_IDLE_TIME", "10m");
    for (LocalPostgresRole role :
        List.of(LocalPostgresRole.OWNER, LocalPostgresRole.APP, LocalPostgresRole.WORKER)) {
      settings.put(
          "SIGNALCOHERENCE_DATABASE_" + role.name() + "_PASSWORD",
          postgres.credentials(role).password());
    }
    return settings;
  }

  @Override
  public URI base() {
    return service.base();
  }

  @Override
  public URI management() {
    return service.management();
  }

  @Override
  public Connection connect() throws SQLException {
    LocalPostgresCredentials admin = postgres.credentials(LocalPostgresRole.ADMIN);
    return DriverManager.getConnection(postgres.jdbcUrl(), admin.user(), admin.password());
  }

  @Override
  public void breakIt() throws IOException, SQLException, InterruptedException {
    switch (outage) {
      case DISK_FULL -> disk.orElseThrow().fill();
      case FROZEN -> Freeze.stop(postgres.pid());
      case SLOW -> proxy.delay(LATE);
      case BLACK_HOLE -> proxy.blackhole(true);
      case CUT -> {
        proxy.refuse(true);
        proxy.cutAll();
      }
      case EXHAUSTED -> {
        Hoard taken = Hoard.take(this::connect);
        note = taken.connections() + " connections taken by another client";
        hoard = Optional.of(taken);
      }
      case KILLED -> postgres.kill();
    }
  }

  @Override
  public void mendIt() throws IOException, SQLException, InterruptedException {
    switch (outage) {
      case DISK_FULL -> disk.orElseThrow().empty();
      case FROZEN -> Freeze.resume(postgres.pid());
      case SLOW -> proxy.delay(Duration.ZERO);
      case BLACK_HOLE -> proxy.blackhole(false);
      case CUT -> proxy.refuse(false);
      case EXHAUSTED -> hoard.orElseThrow().close();
      case KILLED -> {}
    }
    if (!postgres.isRunning()) {
      note = outage == Outage.KILLED ? "" : "PostgreSQL ended by itself and was started again";
      postgres.restart();
    }
  }

  @Override
  public Footprint footprint() throws IOException, InterruptedException {
    return Footprint.of(service.pid());
  }

  @Override
  public String note() {
    return note;
  }

  @Override
  public void close() throws IOException {
    parts.close();
  }
}
