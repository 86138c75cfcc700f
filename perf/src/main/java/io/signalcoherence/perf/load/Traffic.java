package io.signalcoherence.perf.load;

/**
 * What is sent, and how fast.
 *
 * @param signalsPerSecond above 0; infinite: as many as are answered
 * @param batch signals in one request; 1 sends a single object, more an array or lines of one
 *     tenant
 * @param format how a batch is written
 * @param tenants over how many tenants the requests go in turn, at least 1
 * @param run begins each signal id, so that two runs never share a key
 */
public record Traffic(
    double signalsPerSecond, int batch, BatchFormat format, int tenants, String run) {

  /** How a batch is written. */
  public enum BatchFormat {
    /** One JSON array. */
    JSON("application/json"),
    /** One JSON object a line. */
    NDJSON("application/x-ndjson");

    private final String mediaType;

    BatchFormat(String mediaType) {
      this.mediaType = mediaType;
    }

    String mediaType() {
      return mediaType;
    }
  }

  /** Checks the bounds. */
  public Traffic {
    if (!(signalsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "rate: " + signalsPerSecond + " signals/s (expected: > 0)");
    }
    if (batch < 1 || tenants < 1) {
      throw new IllegalArgumentException(
          "batch: " + batch + ", tenants: " + tenants + " (expected: >= 1)");
    }
  }

  /** The same at another rate, with ids of its own. */
  public Traffic atRate(double rate, String newRun) {
    return new Traffic(rate, batch, format, tenants, newRun);
  }

  boolean isSaturating() {
    return Double.isInfinite(signalsPerSecond);
  }

  /** Nanoseconds between two requests. */
  double intervalNanos() {
    return 1e9 * batch / signalsPerSecond;
  }
}
