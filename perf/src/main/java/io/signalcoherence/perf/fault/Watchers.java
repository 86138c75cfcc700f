package io.signalcoherence.perf.fault;

import io.signalcoherence.perf.drill.DrillSignal;
import io.signalcoherence.perf.drill.Journal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What goes on beside the load while a server beside the ledger fails: metrics and alerts are
 * looked at, and signals published if the server is a door. Nothing if it is the ledger's.
 */
final class Watchers implements AutoCloseable {

  private final FaultPlan plan;
  private final Optional<Neighbour> neighbour;
  private final Optional<Scraper> scraper;
  private final Optional<Prometheus> prometheus;
  private Optional<StreamLoad> stream = Optional.empty();

  private Watchers(
      FaultPlan plan,
      Optional<Neighbour> neighbour,
      Optional<Scraper> scraper,
      Optional<Prometheus> prometheus) {
    this.plan = plan;
    this.neighbour = neighbour;
    this.scraper = scraper;
    this.prometheus = prometheus;
  }

  /**
   * Where it looks, and where it may write.
   *
   * @param management where the service tells of itself
   */
  record Places(URI management, Path folder) {}

  static Watchers start(FaultPlan plan, FaultRig rig, Places places) throws IOException {
    if (rig.neighbour().isEmpty()) {
      return new Watchers(plan, Optional.empty(), Optional.empty(), Optional.empty());
    }
    Optional<Prometheus> prometheus =
        Prometheus.start(places.folder().resolve("prometheus"), places.management());
    return new Watchers(
        plan, rig.neighbour(), Optional.of(Scraper.start(places.management())), prometheus);
  }

  /** Begins to publish, if there is whom to. */
  void publish(Journal journal, DrillSignal.Series series) {
    boolean eager = plan.twist() == Twist.ACK_BEFORE_PUBLISH;
    stream =
        neighbour
            .flatMap(Neighbour::publishing)
            .map(door -> StreamLoad.start(journal, series, door, plan.perSecond(), eager));
  }

  Optional<StreamLoad> stream() {
    return stream;
  }

  /** Whether nothing is behind by what was told after a moment. */
  boolean isCaughtUpSince(long moment) {
    return neighbour
        .map(
            server ->
                scraper
                        .flatMap(each -> each.lastSince(moment))
                        .filter(seen -> server.isMadeUpFor(seen, plan.perSecond()))
                        .isPresent()
                    && stream.map(StreamLoad::open).orElse(0) <= plan.perSecond())
        .orElse(true);
  }

  /** Whether all that came in is where it must go, by what was told after a moment. */
  boolean isAllCountedSince(long moment) {
    return neighbour
        .map(
            server ->
                scraper
                    .flatMap(each -> each.lastSince(moment))
                    .filter(seen -> server.isMadeUpFor(seen, 0))
                    .isPresent())
        .orElse(true);
  }

  /** What was told of a fault; only where a server beside the ledger failed. */
  TellFinding told(Outage outage, Prober prober, Moments moments) {
    Neighbour server = neighbour.orElseThrow();
    Alarm alarm =
        prometheus
            .map(each -> each.alarm(server.alert(outage.kind()), moments))
            .orElse(Alarm.UNWATCHED);
    return TellFinding.of(
        server,
        outage,
        new TellFinding.Sources(scraper.orElseThrow(), prober.probes(), alarm),
        moments);
  }

  @Override
  public void close() throws InterruptedException {
    if (scraper.isPresent()) {
      scraper.get().close();
    }
    if (prometheus.isPresent()) {
      prometheus.get().close();
    }
    if (stream.isPresent()) {
      stream.get().close();
    }
  }
}
