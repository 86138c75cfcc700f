package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.out.RequestObserver;
import java.util.concurrent.Executor;

/**
 * What the connections of one listener share.
 *
 * @param router the resources
 * @param config the limits
 * @param budget how much more may be under way
 * @param observer is told of each answer
 * @param workers runs what takes longer than an event loop may be held up; refuses when it is full
 */
record Surface(
    Router router, HttpConfig config, Budget budget, RequestObserver observer, Executor workers) {}
