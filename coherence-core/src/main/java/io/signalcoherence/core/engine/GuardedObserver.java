package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.out.IngestObserver;
import java.time.Duration;

/** Keeps what an observer throws, against its contract, away from signals and their receipts. */
record GuardedObserver(IngestObserver observer) implements IngestObserver {

  @Override
  public void received(Channel channel, int items) {
    try {
      observer.received(channel, items);
    } catch (RuntimeException | Error e) {
      // a broken observer loses its own count, and nothing else
    }
  }

  @Override
  public void decided(Channel channel, Receipt receipt) {
    try {
      observer.decided(channel, receipt);
    } catch (RuntimeException | Error e) {
      // a broken observer loses its own count, and nothing else
    }
  }

  @Override
  public void answered(Channel channel, Duration sinceReceived) {
    try {
      observer.answered(channel, sinceReceived);
    } catch (RuntimeException | Error e) {
      // a broken observer loses its own count, and nothing else
    }
  }

  @Override
  public void appended(GroupTiming timing) {
    try {
      observer.appended(timing);
    } catch (RuntimeException | Error e) {
      // a broken observer loses its own count, and nothing else
    }
  }
}
