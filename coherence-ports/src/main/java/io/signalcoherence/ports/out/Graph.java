package io.signalcoherence.ports.out;

/**
 * One graph, by its ports: what an adapter hands out.
 *
 * @param projection what a follower of the ledger keeps in it
 * @param questions what can be asked of it
 */
public record Graph(GraphProjection projection, GraphQuestions questions) {}
