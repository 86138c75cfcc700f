package io.signalcoherence.launcher.stack;

/**
 * A server that is up.
 *
 * @param address where it listens, {@code host:port}
 * @param pid its process
 * @param end stops it and gives its folder up
 */
record RunningServer(String address, long pid, Runnable end) {}
