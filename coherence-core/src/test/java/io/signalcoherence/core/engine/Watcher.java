package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.out.IngestObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it is told. */
final class Watcher implements IngestObserver {

  int received;
  final List<Receipt> decided = new ArrayList<>();
  final List<Duration> answered = new ArrayList<>();
  final List<GroupTiming> groups = new ArrayList<>();

  void forget() {
    received = 0;
    decided.clear();
    answered.clear();
    groups.clear();
  }

  @Override
  public void received(Channel channel, int items) {
    received += items;
  }

  @Override
  public void decided(Channel channel, Receipt receipt) {
    decided.add(receipt);
  }

  @Override
  public void answered(Channel channel, Duration sinceReceived) {
    answered.add(sinceReceived);
  }

  @Override
  public void appended(GroupTiming timing) {
    groups.add(timing);
  }
}
