package io.signalcoherence.perf.drill;

import java.time.Duration;

/**
 * What a drill does.
 *
 * @param seed of the signals, the senders' choices and the moments of the kills
 * @param faults how often what is broken
 * @param load what is sent meanwhile
 * @param control what is broken on purpose
 * @param recovery longest time from a fault to the next acknowledgement
 */
record DrillPlan(long seed, Faults faults, Load load, Control control, Duration recovery) {

  /**
   * How often what is broken; a fault counts only with an append in flight.
   *
   * @param serviceKills SIGKILLs of the service
   * @param postgresKills SIGKILLs of PostgreSQL with all its processes
   * @param cuts connections cut around a COMMIT
   */
  record Faults(int serviceKills, int postgresKills, int cuts) {}

  /**
   * What is sent.
   *
   * @param acknowledged the drill goes on at least until so many signals are acknowledged
   * @param senders threads, each with one request at a time
   * @param perSecond most signals sent in a second, over all senders
   * @param tenants over how many tenants the signals are spread
   */
  record Load(int acknowledged, int senders, int perSecond, int tenants) {}
}
