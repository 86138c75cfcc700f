package io.signalcoherence.perf.drill;

import io.signalcoherence.adapter.kafka.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the dead letters with the records that must have become letters, and no others. */
final class LetterAudit {

  private final Map<String, String> reasons;
  private final int passes;
  private final Violations violations;

  /**
   * What is to be compared.
   *
   * @param reasons of each record that must become a letter, by its value
   * @param passes how often each was published
   */
  LetterAudit(Map<String, String> reasons, int passes, Violations violations) {
    this.reasons = reasons;
    this.passes = passes;
    this.violations = violations;
  }

  /**
   * What was found.
   *
   * @param letters in the topic
   * @param records that they are of; where it is less, a kill came between a letter and the commit
   *     of the offset behind its record
   */
  record Finding(int letters, int records) {}

  Finding run(List<DeadLetter> letters) {
    Map<String, Set<DeadLetter.Origin>> found = new HashMap<>();
    for (DeadLetter letter : letters) {
      Optional<String> value =
          letter.content().value().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
      String reason = value.map(reasons::get).orElse(null);
      if (reason == null || letter.origin().isEmpty()) {
        violations.add(
            Violation.Kind.PHANTOM, "a letter of what can be counted: " + value + ", " + letter);
        continue;
      }
      if (!reason.equals(letter.reason())) {
        violations.add(
            Violation.Kind.FALSE_RECEIPT,
            "put aside as %s (%s), expected %s: %s"
                .formatted(letter.reason(), letter.detail(), reason, value));
      }
      found
          .computeIfAbsent(value.orElseThrow(), unused -> new HashSet<>())
          .add(letter.origin().get());
    }
    for (String value : reasons.keySet()) {
      int times = found.getOrDefault(value, Set.of()).size();
      if (times < passes) {
        violations.add(
            Violation.Kind.LOST, "%d letters of %d records: %s".formatted(times, passes, value));
      } else if (times > passes) {
        violations.add(
            Violation.Kind.PHANTOM, "%d letters of %d records: %s".formatted(times, passes, value));
      }
    }
    return new Finding(letters.size(), found.values().stream().mapToInt(Set::size).sum());
  }
}
