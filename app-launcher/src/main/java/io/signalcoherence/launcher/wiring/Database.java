package io.signalcoherence.launcher.wiring;

import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;

/**
 * A database that can be logged in to.
 *
 * @param jdbcUrl its address, without credentials
 * @param logins the three login roles
 */
record Database(String jdbcUrl, Logins logins) {}
