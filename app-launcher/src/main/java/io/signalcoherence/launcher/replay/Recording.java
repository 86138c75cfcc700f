package io.signalcoherence.launcher.replay;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Facts about a whole file that must be known before its first signal is sent. */
final class Recording {

  private static final int BUFFER = 1 << 16;

  private Recording() {}

  /** The SHA-256 of the stored bytes, in hexadecimal. */
  static String fingerprint(SignalFile file) throws IOException {
    try (InputStream in = file.stored()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The latest event time; empty if no line is a signal. */
  static Optional<EventTime> end(SignalFile file, SignalDecoder decoder) throws IOException {
    Optional<EventTime> end = Optional.empty();
    try (SignalLines lines = file.lines()) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (decoder.decode(line.get().bytes()) instanceof Candidate.WellFormed wellFormed) {
          Signal signal = wellFormed.signal();
          EventTime ts = signal.key().ts();
          if (end.isEmpty() || ts.compareTo(end.get()) > 0) {
            end = Optional.of(ts);
          }
        }
      }
    }
    return end;
  }
}
