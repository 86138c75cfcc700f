package io.signalcoherence.adapter.http;

/** What a connection is waiting for, and since when. */
final class ConnectionClock {

  private final long headerNanos;
  private final long idleNanos;
  private final long requestNanos;
  private long headSince;
  private boolean headUnderWay;
  private long activeAt = System.nanoTime();
  private boolean counted;

  ConnectionClock(HttpDeadlines deadlines) {
    headerNanos = deadlines.header().toNanos();
    idleNanos = deadlines.idle().toNanos();
    requestNanos = deadlines.request().toNanos();
  }

  void bytesArrived(boolean betweenRequests) {
    activeAt = System.nanoTime();
    if (betweenRequests && !headUnderWay) {
      headUnderWay = true;
      headSince = activeAt;
    }
  }

  void headArrived() {
    headUnderWay = false;
  }

  void answered() {
    activeAt = System.nanoTime();
  }

  boolean isHeadUnderWay() {
    return headUnderWay;
  }

  boolean isHeadOverdue(long now) {
    return headUnderWay && now - headSince > headerNanos;
  }

  boolean isOverdue(long since, long now) {
    return now - since > requestNanos;
  }

  /** Whether nothing came in, was answered or was taken by the peer for too long. */
  boolean isIdle(long takenAt, long now) {
    return now - activeAt > idleNanos && now - takenAt > idleNanos;
  }

  /** The connection is one of those that the budget counts. */
  void counted() {
    counted = true;
  }

  boolean isCounted() {
    return counted;
  }
}
