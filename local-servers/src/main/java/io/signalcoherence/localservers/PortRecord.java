package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports that a folder's server had last, so that it can have the same again and its address
 * stays. For the owner of the folder; others may read.
 *
 * @param folder the data folder
 */
public record PortRecord(Path folder) {

  private static final String FILE = "port.properties";
  private static final int HIGHEST = 65_535;

  /**
   * Returns a port that was remembered.
   *
   * @param name what it is for
   * @return 1 to 65535, or 0 if there is none
   * @throws IOException if this user may not read it
   */
  public int remembered(String name) throws IOException {
    return parse(KeyValueFile.read(folder.resolve(FILE)).getOrDefault(name, ""));
  }

  /**
   * Remembers all ports of a server; others are forgotten. What is remembered already is not
   * written anew.
   *
   * @param ports each by what it is for
   * @throws IOException if they can't be written
   */
  public void remember(Map<String, Integer> ports) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    ports.forEach((name, port) -> lines.put(name, Integer.toString(port)));
    if (!KeyValueFile.read(folder.resolve(FILE)).equals(lines)) {
      KeyValueFile.write(folder.resolve(FILE), lines);
    }
  }

  /**
   * Reads a port as a file holds it.
   *
   * @param text digits
   * @return 1 to 65535, or 0 if it is none
   */
  public static int parse(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST
        ? Integer.parseInt(text)
        : 0;
  }
}
