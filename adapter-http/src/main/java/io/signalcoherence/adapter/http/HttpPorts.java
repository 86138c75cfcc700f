package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.in.ExploreSignals;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.in.ReadCoherence;
import io.signalcoherence.ports.in.ReadHistory;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.out.RequestObserver;

/**
 * What the HTTP surface drives.
 *
 * @param signals takes signals and finds them again
 * @param reads answers how coherent a tenant is and was
 * @param management tells how the service itself is
 * @param observer is told of each answer
 * @param loopback who every caller is taken for, until tokens tell callers apart
 */
public record HttpPorts(
    Signals signals,
    Reads reads,
    Management management,
    RequestObserver observer,
    Principal loopback) {

  /**
   * The ports behind the resources of signals.
   *
   * @param ingest counts signals
   * @param lookUp answers whether a signal was counted
   */
  public record Signals(IngestSignals ingest, LookUpSignal lookUp) {}

  /**
   * The ports behind the resources of tenants.
   *
   * @param coherence answers how coherent a tenant is
   * @param history answers how that moved
   * @param explorations answers what single signals tell; that of an engine without a graph answers
   *     in part
   */
  public record Reads(ReadCoherence coherence, ReadHistory history, ExploreSignals explorations) {}

  /**
   * The ports behind the management listener.
   *
   * @param health tells whether the service can do its work
   * @param metrics writes the metrics; called on a thread of its own, since it may take
   *     milliseconds
   */
  public record Management(ServiceHealth health, MetricsPage metrics) {}
}
