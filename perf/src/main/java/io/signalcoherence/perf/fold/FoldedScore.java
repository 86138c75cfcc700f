package io.signalcoherence.perf.fold;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The coherence of one tenant over one window, as the independent fold sees it.
 *
 * @param score weighted mean in [0,1], 9 decimals; null with no signal
 * @param status {@code HEALTHY}, {@code WARN}, {@code CRITICAL} or {@code UNKNOWN}
 * @param agreement in [0,1], 9 decimals; null with no signal
 * @param sampleSize signals in the window
 * @param effectiveSampleSize Kish's (Σw)²/Σw², 9 decimals; 0 with no signal
 */
public record FoldedScore(
    @Nullable BigDecimal score,
    String status,
    @Nullable BigDecimal agreement,
    long sampleSize,
    BigDecimal effectiveSampleSize) {}
