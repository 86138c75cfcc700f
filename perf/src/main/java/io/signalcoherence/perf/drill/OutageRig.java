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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The service as a process, on a PostgreSQL behind a proxy, and one fault of that. */
final class OutageRig implements FaultRig {

  /** How late each message is when PostgreSQL is slow. */
  static final Duration LATE = Duration.ofMillis(2);

  private static final Duration FIRST_START = Duration.ofSeconds(90);

  private final Outage outage;
  private final Optional<SmallDisk> disk;
  private final LocalPostgres postgres;
  private final PgWireProxy proxy;
  private final ServiceProcess service;
  private Optional<Hoard> hoard = Optional.empty();
  private String note = "";

  private OutageRig(Outage outage, Optional<SmallDisk> disk, Path folder) throws IOException {
    this.outage = outage;
    this.disk = disk;
    Path data = disk.map(SmallDisk::folder).orElse(folder).resolve("postgres");
    postgres = LocalPostgres.start(LocalPostgresConfig.durable(data));
    proxy =
        PgWireProxy.start(new InetSocketAddress(postgres.host(), postgres.port()), new CutPlan());
    // The whole heap is resident from the start, so that what grows is what lies beside it.
    ServiceLaunch launch = ServiceLaunch.QUICK.with(List.of("-Xms384m", "-XX:+AlwaysPreTouch"));
    service =
        new ServiceProcess(
            launch, folder.resolve("data"), settings(), folder.resolve("service.log"));
  }

  /**
   * Starts everything and returns when the service is ready.
   *
   * @param folder where data and logs go; is made
   * @throws CannotBreak when this fault can't be made here
   */
  static OutageRig start(Outage outage, Path folder)
      throws IOException, InterruptedException, CannotBreak {
    Files.createDirectories(folder);
    Optional<SmallDisk> disk = outage == Outage.DISK_FULL ? disk(folder) : Optional.empty();
    try {
      return new OutageRig(outage, disk, folder).ready();
    } catch (IOException | RuntimeException e) {
      if (disk.isPresent()) {
        disk.get().close();
      }
      throw e;
    }
  }

  private static Optional<SmallDisk> disk(Path folder) throws InterruptedException, CannotBreak {
    try {
      return Optional.of(SmallDisk.mount(folder.resolve("disk")));
    } catch (IOException e) {
      throw new CannotBreak("no file system can be mounted: " + e.getMessage(), e);
    }
  }

  private OutageRig ready() throws IOException, InterruptedException {
    service.start();
    if (!service.awaitReady(FIRST_START)) {
      end();
      throw new IOException(
          "the service did not become ready within " + FIRST_START.toSeconds() + " s");
    }
    return this;
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
      case FROZEN -> freeze();
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
      case FROZEN -> signal("CONT");
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

  /** The postmaster first, so that it makes no child that is missed. */
  private void freeze() throws IOException, InterruptedException {
    kill("STOP", List.of(postgres.pid()));
    signal("STOP");
  }

  private void signal(String name) throws IOException, InterruptedException {
    List<Long> all = new ArrayList<>();
    ProcessHandle.of(postgres.pid()).stream()
        .flatMap(master -> Stream.concat(master.descendants(), Stream.of(master)))
        .forEach(process -> all.add(process.pid()));
    kill(name, all);
  }

  /** Java can send no such signals; a shell can. One that has ended meanwhile is no fault. */
  private static void kill(String name, List<Long> pids) throws IOException, InterruptedException {
    StringBuilder command = new StringBuilder("for pid in");
    pids.forEach(pid -> command.append(' ').append(pid));
    command.append("; do kill -").append(name).append(" \"$pid\" || true; done");
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", command.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!shell.waitFor(10, TimeUnit.SECONDS) || shell.exitValue() != 0) {
      throw new IOException("kill -" + name + ": no shell could send it");
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
    try {
      end();
    } finally {
      if (disk.isPresent()) {
        disk.get().close();
      }
    }
  }

  private void end() throws IOException {
    service.close();
    proxy.close();
    postgres.close();
  }
}
