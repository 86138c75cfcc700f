package io.signalcoherence.perf.fault;

import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service on a PostgreSQL that keeps well, and one fault of a server beside that. */
final class NeighbourRig implements FaultRig {

  private final Outage outage;
  private final RigParts parts;
  private final Neighbour neighbour;
  private final LedgerHost host;
  private final ServiceProcess service;

  private NeighbourRig(Outage outage, RigParts parts, Path folder)
      throws IOException, InterruptedException {
    this.outage = outage;
    this.parts = parts;
    Path place = folder.resolve(outage.server().wireName());
    neighbour =
        parts.add(() -> start(outage.server(), place), Neighbour::close, NeighbourRig::endAtOnce);
    host = LedgerHost.start(parts, folder.resolve("postgres"));
    Map<String, String> settings = new HashMap<>(neighbour.settings());
    settings.put("SIGNALCOHERENCE_CACHE_FRESHNESS", freshness().toSeconds() + "s");
    service = host.service(parts, host.postgres().port(), settings, folder);
  }

  private static Neighbour start(Server server, Path folder) throws IOException {
    return switch (server) {
      case REDIS -> RedisNeighbour.start(folder);
      case NEO4J -> Neo4jNeighbour.start(folder);
      case KAFKA -> KafkaNeighbour.start(folder);
      case POSTGRES -> throw new IllegalArgumentException("postgres: no server beside the ledger");
    };
  }

  /** Closed as well, so that it can't be started again. */
  private static void endAtOnce(Neighbour neighbour) throws IOException {
    neighbour.kill();
    neighbour.close();
  }

  /**
   * Starts everything and returns when the service is ready. What was started is ended if that
   * fails, and when the JVM ends before {@link #close}.
   *
   * @param folder where data and logs go; is made
   * @throws CannotBreak when this server can't be started here
   */
  static NeighbourRig start(Outage outage, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    return RigParts.making(parts -> new NeighbourRig(outage, parts, folder));
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
  public void breakIt() throws IOException, InterruptedException {
    neighbour.breakIt(outage.kind());
  }

  @Override
  public void mendIt() throws IOException, InterruptedException {
    neighbour.mendIt(outage.kind());
  }

  @Override
  public Footprint footprint() throws IOException, InterruptedException {
    return Footprint.of(service.pid());
  }

  @Override
  public String note() {
    return "";
  }

  /** As users have it. */
  @Override
  public Duration freshness() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Optional<Neighbour> neighbour() {
    return Optional.of(neighbour);
  }

  @Override
  public List<Broken> compare(boolean sabotaged) {
    return neighbour.compare(host.ledger(), sabotaged);
  }

  @Override
  public void close() throws IOException {
    parts.close();
  }
}
