package io.signalcoherence.localservers;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the process that owns a data folder says of itself.
 *
 * @param pid its process id
 * @param since when it took the folder; the epoch if it does not say so
 * @param details what else it says, by keys of its server's kind: where the server listens, once it
 *     is up
 */
public record FolderOwner(long pid, Instant since, Map<String, String> details) {

  private static final String PID = "pid";
  private static final String SINCE = "since";

  /** Copies the details. */
  public FolderOwner {
    details = Map.copyOf(details);
  }

  /**
   * Returns one detail.
   *
   * @param key its key
   * @return empty if the owner has not said it
   */
  public Optional<String> detail(String key) {
    return Optional.ofNullable(details.get(key));
  }

  /** Empty if the lines are not what an owner writes; an earlier version says not since when. */
  static Optional<FolderOwner> parse(Map<String, String> lines) {
    try {
      Map<String, String> details = new LinkedHashMap<>(lines);
      long pid = Long.parseLong(String.valueOf(details.remove(PID)));
      String since = details.remove(SINCE);
      return Optional.of(
          new FolderOwner(pid, since == null ? Instant.EPOCH : Instant.parse(since), details));
    } catch (NumberFormatException | DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put(PID, Long.toString(pid));
    lines.put(SINCE, since.toString());
    details.forEach(lines::putIfAbsent);
    return lines;
  }
}
