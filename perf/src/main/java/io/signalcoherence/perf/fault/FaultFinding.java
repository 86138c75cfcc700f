package io.signalcoherence.perf.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service did through one fault.
 *
 * @param outage the fault
 * @param passed whether the finding is as it must be; with a control that means that the drill
 *     noticed
 * @param note what the server itself did, if that tells something; else empty
 * @param answers to requests
 * @param health what was told of it
 * @param size what the service took of the machine
 * @param heal how it came back
 * @param beside what it did without a server beside its ledger; null if the ledger's failed
 * @param count what the audits found
 * @param broken laws that were not kept, the first few of each
 */
record FaultFinding(
    Outage outage,
    boolean passed,
    String note,
    AnswerFinding answers,
    HealthFinding health,
    SizeFinding size,
    HealFinding heal,
    @Nullable BesideFinding beside,
    CountFinding count,
    List<Broken> broken) {}
