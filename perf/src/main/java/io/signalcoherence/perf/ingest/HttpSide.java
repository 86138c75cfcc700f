package io.signalcoherence.perf.ingest;

import io.signalcoherence.perf.load.CpuMeter;
import io.signalcoherence.perf.load.LoadDriver;
import io.signalcoherence.perf.load.LoadPlan;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.load.RateSearch;
import io.signalcoherence.perf.load.Traffic;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Requests to a process over HTTP, at a rate that is given, searched for, or as many as go. */
final class HttpSide implements Side {

  private final ServiceProcess process;
  private final CpuMeter cpu;
  private final Load load;
  private final Consumer<LoadResult> steps;

  /**
   * What is sent.
   *
   * @param rate signals/s; infinite: as many as are answered
   * @param batch signals in a request
   * @param connections most requests in flight
   * @param search the limits within which the highest rate is searched for, from {@code rate}
   *     upwards; empty: {@code rate} itself is sent
   */
  record Load(double rate, int batch, int connections, Optional<RateSearch.Limits> search) {

    Load saturating(int by) {
      return new Load(Double.POSITIVE_INFINITY, batch, by, Optional.empty());
    }
  }

  /**
   * @param steps is told each step of a search when it is done
   */
  HttpSide(ServiceProcess process, CpuMeter cpu, Load load, Consumer<LoadResult> steps) {
    this.process = process;
    this.cpu = cpu;
    this.load = load;
    this.steps = steps;
  }

  /** At the rate with which a search begins. */
  @Override
  public void warmUp(Duration length) throws IOException {
    drive(load.rate, length, Duration.ofSeconds(1));
  }

  @Override
  public LoadResult run(Duration warmUp, Duration length) throws IOException {
    if (load.search.isEmpty()) {
      return drive(load.rate, warmUp, length);
    }
    RateSearch search = new RateSearch((rate, span) -> step(rate, warmUp, span), load.search.get());
    List<RateSearch.Step> done = search.from(load.rate).steps();
    return done.get(done.size() - 1).result();
  }

  private LoadResult step(double rate, Duration warmUp, Duration length) throws IOException {
    LoadResult result = drive(rate, warmUp, length);
    steps.accept(result);
    return result;
  }

  private LoadResult drive(double rate, Duration warmUp, Duration length) throws IOException {
    URI base = process.base();
    String run = String.format(Locale.ROOT, "r%x", System.nanoTime());
    Traffic traffic = new Traffic(rate, load.batch, Traffic.BatchFormat.JSON, 10, run);
    InetSocketAddress target = new InetSocketAddress(base.getHost(), base.getPort());
    return new LoadDriver(new LoadPlan(target, traffic, warmUp, length, load.connections), cpu)
        .run();
  }
}
