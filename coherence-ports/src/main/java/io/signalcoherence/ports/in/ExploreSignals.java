package io.signalcoherence.ports.in;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Dissenter;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.TenantId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Answers what single signals tell and sums do not. Called from any thread, calls may overlap;
 * never blocks. No stage completes exceptionally.
 */
public interface ExploreSignals {

  /** Finds the sources that disagree with the tenant's others, and since when. */
  CompletionStage<DissentAnswer> dissent(DissentQuestion question);

  /** Finds what else an admission touched. */
  CompletionStage<TrailAnswer> trail(TrailQuestion question);

  /**
   * Which sources disagree with the tenant's others, and since when?
   *
   * @param tenant which
   * @param grant the tenants that policy granted the caller
   * @param asOf the event time that the window ends with; the service's clock if empty
   * @param threshold how far apart the means of a source and of the others must be, above 0, as
   *     {@link Dissenter} defines it
   */
  record DissentQuestion(TenantId tenant, Grant grant, Optional<EventTime> asOf, Ratio threshold) {

    /**
     * The threshold if the caller does not say: 0.25, the width of WARN between the standard
     * thresholds of a score, so that two means so far apart never stand in it together.
     */
    public static final Ratio DEFAULT_THRESHOLD = Ratio.of("0.25");

    /**
     * Validates the threshold.
     *
     * @throws InvalidValueException if it is 0
     */
    public DissentQuestion {
      Dissenter.requireThreshold(threshold);
    }
  }

  /**
   * What else did an admission touch?
   *
   * @param tenant whose signal was admitted
   * @param grant the tenants that policy granted the caller
   * @param admission the provenance id
   * @param most the most other signals to name, 0 to {@value #MAX_MOST}
   */
  record TrailQuestion(TenantId tenant, Grant grant, ProvenanceId admission, int most) {

    /** The most signals that are named. */
    public static final int MAX_MOST = 1_000;

    /** How many are named if the caller does not say. */
    public static final int DEFAULT_MOST = 100;

    /**
     * Validates the number.
     *
     * @throws InvalidValueException if {@code most} is out of range
     */
    public TrailQuestion {
      if (most < 0 || most > MAX_MOST) {
        throw new InvalidValueException("most", most, "0 to " + MAX_MOST);
      }
    }
  }
}
