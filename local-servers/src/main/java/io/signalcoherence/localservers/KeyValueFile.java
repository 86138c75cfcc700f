package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A small file of {@code key=value} lines that only its owner can read and that is replaced whole
 * or not at all.
 */
public final class KeyValueFile {

  private KeyValueFile() {}

  /**
   * Reads a file; lines without a key are passed over, and of one key the last counts.
   *
   * @param file a UTF-8 text
   * @return what it holds, in its order; empty if there is no such file
   * @throws IOException if it can't be read
   */
  public static Map<String, String> read(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    } catch (NoSuchFileException absent) {
      return Map.of();
    }
    return values;
  }

  /**
   * Writes a file through to the disk, then puts it in the old one's place. One thread at a time
   * may write a file.
   *
   * @param file where
   * @param values keys without {@code =} and values, neither with a line break; written in the
   *     map's order
   * @throws IOException if it can't be written; the old file is then untouched
   */
  public static void write(Path file, Map<String, String> values) throws IOException {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    PrivateFiles.replace(file, text.toString());
  }
}
