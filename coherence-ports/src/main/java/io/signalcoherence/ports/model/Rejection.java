package io.signalcoherence.ports.model;

/**
 * Why one signal was refused, in words for its sender.
 *
 * @param reason the stable reason
 * @param detail what was wrong, where, and what was expected; safe to show to the sender
 */
public record Rejection(RejectionReason reason, String detail) {}
