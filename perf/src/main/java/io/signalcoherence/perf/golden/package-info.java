/**
 * The golden data sets: recorded days of ten invented tenants that a seed determines to the byte,
 * and what must come of them.
 *
 * <p>Whoever measures or demonstrates the service reads them. It depends on {@code perf.fold} and
 * Jackson.
 */
@NullMarked
package io.signalcoherence.perf.golden;

import org.jspecify.annotations.NullMarked;
