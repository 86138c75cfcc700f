package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.out.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what it is told. */
final class CountingObserver implements StreamObserver {

  final AtomicInteger read = new AtomicInteger();
  final AtomicInteger settled = new AtomicInteger();
  final AtomicInteger retried = new AtomicInteger();
  final AtomicInteger putAside = new AtomicInteger();
  final AtomicInteger commits = new AtomicInteger();
  final AtomicInteger taken = new AtomicInteger();
  final AtomicInteger givenUp = new AtomicInteger();
  final Map<Operation, Integer> failed = new ConcurrentHashMap<>();

  @Override
  public void read(int records) {
    read.addAndGet(records);
  }

  @Override
  public void settled(Duration sinceWritten) {
    settled.incrementAndGet();
  }

  @Override
  public void retried(int records) {
    retried.addAndGet(records);
  }

  @Override
  public void putAside(Receipt receipt) {
    putAside.incrementAndGet();
  }

  @Override
  public void committed(Duration took) {
    commits.incrementAndGet();
  }

  @Override
  public void shared(int more, int fewer) {
    taken.addAndGet(more);
    givenUp.addAndGet(fewer);
  }

  @Override
  public void failed(Operation operation) {
    failed.merge(operation, 1, Integer::sum);
  }
}
