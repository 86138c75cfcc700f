package io.signalcoherence.ports.model;

/**
 * What policy says of a stored signal, as it was when the signal was admitted.
 *
 * @param purpose what the signal may be used for
 * @param retention how long it may be kept
 * @param licence under what terms it was given
 * @param residency where it may lie
 */
public record PolicyTags(Tag purpose, Tag retention, Tag licence, Tag residency) {}
