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

/** Requests to a process over HTTP, at a rate that is given, searched for, or as many as go. */
final class HttpSide implements Side {

  private final ServiceProcess process;
  private final CpuMeter cpu;
  private final Load load;

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

  HttpSide(ServiceProcess process, CpuMeter cpu, Load load) {
    this.process = process;
    this.cpu = cpu;
    this.load = load;
  }

  @Override
  public LoadResult run(Duration warmUp, Duration length) throws IOException {
    if (load.search.isEmpty()) {
      return drive(load.rate, warmUp, length);
    }
    RateSearch search =
        new RateSearch((rate, span) -> drive(rate, warmUp, span), load.search.get());
    List<RateSearch.Step> steps = search.from(load.rate).steps();
    return steps.get(steps.size() - 1).result();
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
