package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.in.ReadCoherence;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.out.RequestObserver;

/**
 * What the HTTP surface drives.
 *
 * @param ingest counts signals
 * @param coherence answers how coherent a tenant is
 * @param lookUp answers whether a signal was counted
 * @param health tells whether the service can do its work
 * @param metrics writes the metrics; called on a thread of its own, since it may take milliseconds
 * @param observer is told of each answer
 * @param loopback who every caller is taken for, until tokens tell callers apart
 */
public record HttpPorts(
    IngestSignals ingest,
    ReadCoherence coherence,
    LookUpSignal lookUp,
    ServiceHealth health,
    MetricsPage metrics,
    RequestObserver observer,
    Principal loopback) {}
