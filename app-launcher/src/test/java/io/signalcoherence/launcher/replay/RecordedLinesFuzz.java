package io.signalcoherence.launcher.replay;

import io.signalcoherence.adapter.http.JsonSignals;
import io.signalcoherence.ports.corpus.Law;
import io.signalcoherence.ports.corpus.Pieces;
import io.signalcoherence.ports.in.Candidate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A recorded file: its lines are those between line feeds, however it is read. */
final class RecordedLinesFuzz {

  private RecordedLinesFuzz() {}

  /** Tries one file. */
  public static void fuzzerTestOneInput(byte[] file) throws IOException {
    List<String> expected = new ArrayList<>();
    int number = 0;
    for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      number++;
      if (!line.matches("[ \t\r]*")) {
        expected.add(number + ": " + cutOff(line));
      }
    }
    Law.same(read(new ByteArrayInputStream(file)), expected, "lines end with a line feed");
    List<InputStream> pieces = new ArrayList<>();
    Pieces.of(file).forEach(piece -> pieces.add(new ByteArrayInputStream(piece)));
    InputStream dribbled = new SequenceInputStream(Collections.enumeration(pieces));
    Law.same(read(dribbled), expected, "the pieces in which they come change nothing");
  }

  private static String cutOff(String line) {
    return line.length() <= SignalLines.MAX_LINE
        ? line
        : line.substring(0, SignalLines.MAX_LINE) + "\u00ff";
  }

  private static List<String> read(InputStream file) throws IOException {
    List<String> found = new ArrayList<>();
    try (SignalLines lines = new SignalLines(file, () -> 0)) {
      for (Optional<SignalLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
        SignalLines.Line line = next.get();
        Law.holds(
            line.bytes().length <= SignalLines.MAX_LINE
                || JsonSignals.decoder().decode(line.bytes()) instanceof Candidate.Malformed,
            "a line that was cut off is no signal");
        lines.again(line);
        Law.holds(lines.next().equals(next), "a line that is given back is the next one");
        found.add(line.number() + ": " + new String(line.bytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return found;
  }
}
