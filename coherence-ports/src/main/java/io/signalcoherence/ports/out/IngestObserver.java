package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Receipt;
import java.time.Duration;

/**
 * Is told what ingest does, to count and time it. Called from the engine's threads, calls overlap;
 * must return at once and not throw.
 */
public interface IngestObserver {

  /** Items came in through a door. */
  void received(Channel channel, int items);

  /** An item got its receipt. */
  void decided(Channel channel, Receipt receipt);

  /** A submission got all its receipts, this long after it came in. */
  void answered(Channel channel, Duration sinceReceived);

  /** A group's transaction has ended, well or not. */
  void appended(GroupTiming timing);

  /**
   * One group's way through a writer lane.
   *
   * @param entries how many signals, 1 or more
   * @param oldestWait how long its first signal had waited in its queue
   * @param append how long the ledger took, all tries together
   * @param stored whether it became durable
   */
  record GroupTiming(int entries, Duration oldestWait, Duration append, boolean stored) {}

  /** Observes nothing. */
  IngestObserver NONE =
      new IngestObserver() {
        @Override
        public void received(Channel channel, int items) {}

        @Override
        public void decided(Channel channel, Receipt receipt) {}

        @Override
        public void answered(Channel channel, Duration sinceReceived) {}

        @Override
        public void appended(GroupTiming timing) {}
      };
}
