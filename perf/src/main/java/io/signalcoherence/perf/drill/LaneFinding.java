package io.signalcoherence.perf.drill;

/**
 * What became of the tenants while one of them was held.
 *
 * @param tenants that were sent, the held one included
 * @param sharing of these, those that wait with the held one
 * @param p99Before milliseconds: the worst tenant's 99th percentile before, of those that share
 *     nothing with the held one
 * @param p99Held milliseconds: the same while it was held
 * @param longestHeld milliseconds: the longest request of the held tenant
 * @param refusals answers 503 with Retry-After to the held tenant and to those that wait with it
 */
record LaneFinding(
    int tenants, int sharing, long p99Before, long p99Held, long longestHeld, int refusals) {}
