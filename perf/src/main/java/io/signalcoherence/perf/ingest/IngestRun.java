package io.signalcoherence.perf.ingest;

import io.signalcoherence.perf.load.LoadResult;

/**
 * One run of one side.
 *
 * @param side which
 * @param round from 1
 */
record IngestRun(String side, int round, LoadResult result) {}
