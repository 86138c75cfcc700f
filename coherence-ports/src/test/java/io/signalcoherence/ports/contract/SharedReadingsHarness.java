package io.signalcoherence.ports.contract;

import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.out.SharedReadings;

/**
 * Lets {@link SharedReadingsContract} at one adapter's shared readings, which are empty when the
 * harness is opened.
 */
public interface SharedReadingsHarness extends AutoCloseable {

  /** The readings under test; always the same. */
  SharedReadings readings();

  /** The same readings as a second process would have them. */
  SharedReadings anotherProcess();

  /**
   * Puts something that is no reading where the key's reading would be.
   *
   * @return whether that can be done at all; if not, there is none
   */
  boolean spoil(ReadingKey key);

  /** {@link #readings()} can't reach the store until {@link #up()}; what it keeps may be lost. */
  void down();

  /** The store can be reached again. */
  void up();

  /** Releases what the harness holds. */
  @Override
  void close();
}
