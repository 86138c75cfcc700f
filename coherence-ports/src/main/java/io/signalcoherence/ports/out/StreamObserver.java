package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.Receipt;
import java.time.Duration;
import java.util.Locale;

/**
 * Is told what a door does that reads signals from a stream, to count and time it. Called from the
 * door's threads, calls may overlap; must return at once and not throw.
 */
public interface StreamObserver {

  /** Records were read. */
  void read(int records);

  /**
   * A record's fate is final.
   *
   * @param sinceWritten how long ago it was written to the stream, by its timestamp; 0 if that lies
   *     in the future
   */
  void settled(Duration sinceWritten);

  /** Records were answered undetermined and will be submitted again. */
  void retried(int records);

  /**
   * A record was put aside, with its reason, since it can't be counted.
   *
   * @param receipt what it was answered: rejected or conflict; undetermined if it failed by a fault
   *     of ours
   */
  void putAside(Receipt receipt);

  /** The place up to which all is final was stored, and that took so long. */
  void committed(Duration took);

  /** Parts of the stream were taken over from, or given up to, other readers. */
  void shared(int taken, int givenUp);

  /** Something failed and will be tried again. */
  void failed(Operation operation);

  /** What can fail. */
  enum Operation {
    /** Reading from the stream. */
    READ,
    /** Storing the place up to which all is final. */
    COMMIT,
    /** Putting a record aside. */
    PUT_ASIDE,
    /** Decoding a record, by a fault of ours. */
    DECODE;

    /** The lower-case, dash-separated name used in metrics. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Observes nothing. */
  StreamObserver NONE =
      new StreamObserver() {
        @Override
        public void read(int records) {}

        @Override
        public void settled(Duration sinceWritten) {}

        @Override
        public void retried(int records) {}

        @Override
        public void putAside(Receipt receipt) {}

        @Override
        public void committed(Duration took) {}

        @Override
        public void shared(int taken, int givenUp) {}

        @Override
        public void failed(Operation operation) {}
      };
}
