package io.signalcoherence.ports.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a window's signals add up to.
 *
 * @param score Σw·v / Σw; empty if there is no signal
 * @param status the score against the tenant's thresholds, compared before any rounding
 * @param agreement 1 − 4·Var_w of the source means; empty if there is no signal
 * @param sampleSize how many signals, 0 or more
 * @param effectiveSampleSize Kish's (Σw)²/Σw², rounded half-even to 9 decimals; 0 if there is no
 *     signal
 */
public record Assessment(
    Optional<Ratio> score,
    Status status,
    Optional<Ratio> agreement,
    long sampleSize,
    BigDecimal effectiveSampleSize) {}
