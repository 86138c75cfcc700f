package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.perf.proxy.CutPlan;
import io.signalcoherence.perf.proxy.PgWireProxy;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The service as a process, on a PostgreSQL behind a proxy, and one fault of that. */
final class OutageRig implements FaultRig {

  /** How late each message is when PostgreSQL is slow. */
  static final Duration LATE = Duration.ofMillis(2);

  private final Outage outage;
  private final RigParts parts;
  private final Optional<SmallDisk> disk;
  private final LedgerHost host;
  private final LocalPostgres postgres;
  private final PgWireProxy proxy;
  private final ServiceProcess service;
  private Optional<Hoard> hoard = Optional.empty();
  private String note = "";

  private OutageRig(Outage outage, RigParts parts, Path folder)
      throws IOException, InterruptedException {
    this.outage = outage;
    this.parts = parts;
    disk =
        outage.kind() == Outage.Kind.DISK_FULL
            ? Optional.of(disk(parts, folder))
            : Optional.empty();
    host = LedgerHost.start(parts, disk.map(SmallDisk::folder).orElse(folder).resolve("postgres"));
    postgres = host.postgres();
    InetSocketAddress server = new InetSocketAddress(postgres.host(), postgres.port());
    proxy =
        parts.add(
            () -> PgWireProxy.start(server, new CutPlan()), PgWireProxy::close, PgWireProxy::close);
    service = host.service(parts, proxy.port(), Map.of(), folder);
  }

  /**
   * Starts everything and returns when the service is ready. What was started is ended if that
   * fails, and when the JVM ends before {@link #close}.
   *
   * @param folder where data and logs go; is made
   * @throws CannotBreak when this fault can't be made here
   */
  static OutageRig start(Outage outage, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    return RigParts.making(parts -> new OutageRig(outage, parts, folder));
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
    return host.connect();
  }

  @Override
  public void breakIt() throws IOException, SQLException, InterruptedException {
    switch (outage.kind()) {
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
      case FLUSHED, FULL -> throw new IllegalArgumentException(outage.wireName());
    }
  }

  @Override
  public void mendIt() throws IOException, SQLException, InterruptedException {
    switch (outage.kind()) {
      case DISK_FULL -> disk.orElseThrow().empty();
      case FROZEN -> Freeze.resume(postgres.pid());
      case SLOW -> proxy.delay(Duration.ZERO);
      case BLACK_HOLE -> proxy.blackhole(false);
      case CUT -> proxy.refuse(false);
      case EXHAUSTED -> hoard.orElseThrow().close();
      case KILLED -> {}
      case FLUSHED, FULL -> throw new IllegalArgumentException(outage.wireName());
    }
    if (!postgres.isRunning()) {
      note =
          outage.kind() == Outage.Kind.KILLED
              ? ""
              : "PostgreSQL ended by itself and was started again";
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
