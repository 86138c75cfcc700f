package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.PrivateFiles;
import io.signalcoherence.localservers.ProcessSearch;
import io.signalcoherence.localservers.ShortCommand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's data as files: made aside and moved into place whole, so that a start which is
 * killed leaves nothing half made.
 */
final class ClusterFiles {

  private static final Duration INITDB = Duration.ofMinutes(5);

  private ClusterFiles() {}

  /** Refuses data of another major version than the programs, and what is no data at all. */
  static void requireMajor(ServerFolder folder, int major) throws IOException {
    Path version = folder.data().resolve("PG_VERSION");
    if (!Files.exists(version)) {
      throw new LocalPostgresException(
          Reason.FOLDER_UNUSABLE,
          "data folder " + folder.path() + ": pgdata has no PG_VERSION; restore it from a backup");
    }
    String found = Files.readString(version).strip();
    if (!found.equals(Integer.toString(major))) {
      throw new LocalPostgresException(
          Reason.OTHER_MAJOR_VERSION,
          "data folder "
              + folder.path()
              + " holds data of PostgreSQL "
              + found
              + " and this is PostgreSQL "
              + major
              + "; name a new folder, and to bring the data over run, with PostgreSQL "
              + found
              + ": pg_ctl -D "
              + folder.data()
              + " -o '-p 5417' start && pg_dump -h 127.0.0.1 -p 5417 -U "
              + LocalPostgresRole.ADMIN.roleName()
              + " "
              + LocalPostgresAccess.DATABASE
              + " > dump.sql");
    }
  }

  /**
   * Makes new data with one superuser.
   *
   * @param flushed whether it must be on the disk before it is used
   */
  static void create(
      ServerFolder folder, PostgresBundle bundle, RunAs runAs, String password, boolean flushed)
      throws IOException {
    Path passwordFile = folder.path().resolve("initdb.password");
    Path unfinished = folder.unfinishedData().newPlace();
    Files.deleteIfExists(passwordFile);
    try {
      PrivateFiles.write(passwordFile, password + "\n");
      ShortCommand.Outcome outcome =
          ShortCommand.run(
              runAs.command(initdb(bundle, unfinished, passwordFile, flushed)), INITDB);
      if (!outcome.succeeded()) {
        throw folder.serverFault("initdb", outcome.output());
      }
      Files.move(unfinished, folder.data(), StandardCopyOption.ATOMIC_MOVE);
      if (flushed) {
        flush(folder.path());
      }
    } finally {
      Files.deleteIfExists(passwordFile);
      folder.unfinishedData().remove();
    }
  }

  private static List<String> initdb(
      PostgresBundle bundle, Path data, Path passwordFile, boolean flushed) {
    List<String> command = new ArrayList<>();
    command.add(bundle.program("initdb").toString());
    command.add("--pgdata=" + data);
    command.add("--username=" + LocalPostgresRole.ADMIN.roleName());
    command.add("--pwfile=" + passwordFile);
    command.add("--auth=scram-sha-256");
    command.add("--encoding=UTF8");
    command.add("--locale=C");
    command.add("--locale-provider=builtin");
    command.add("--builtin-locale=C.UTF-8");
    command.add("--data-checksums");
    command.add("--no-instructions");
    if (!flushed) {
      command.add("--no-sync");
    } else if (ProcessSearch.ON_LINUX) {
      command.add("--sync-method=syncfs");
    }
    return command;
  }

  private static void flush(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
