package io.signalcoherence.perf.drill;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code drill replay} found.
 *
 * @param plan what was done
 * @param passed whether the finding is as it must be; with a control that means that the drill
 *     noticed
 * @param sent what was published
 * @param broken who was killed, and who left
 * @param http what was sent by HTTP beside it
 * @param audit what was found afterwards
 * @param violations broken promises by kind
 * @param first the first few of each kind
 */
record ReplayReport(
    ReplayPlan plan,
    boolean passed,
    Sent sent,
    ReplayBreaker.Finding broken,
    ByHttp http,
    Audit audit,
    Map<Violation.Kind, Integer> violations,
    List<Violation> first) {

  /**
   * What was published to Kafka.
   *
   * @param passes how often the golden file was, the quiet pass included
   * @param records in all
   * @param once of these, signals that were published once
   * @param lines of the file
   */
  record Sent(int passes, long records, int once, int lines) {}

  /**
   * What was sent by HTTP.
   *
   * @param told receipts that said accepted or duplicate
   * @param duplicates of these
   * @param unanswered signals without a receipt
   */
  record ByHttp(long told, long duplicates, long unanswered) {}

  /**
   * What was found afterwards.
   *
   * @param goldenRows rows of the golden tenants
   * @param onceRows rows of signals that were published once
   * @param scores compared, at both services
   * @param letters dead letters
   * @param quiet what the services' counters said of the last pass
   */
  record Audit(
      long goldenRows,
      long onceRows,
      int scores,
      LetterAudit.Finding letters,
      QuietPass.Finding quiet) {}

  String text() {
    StringBuilder out = new StringBuilder(1200);
    DrillReport.line(out, "control", plan.control());
    DrillReport.line(
        out,
        "published",
        "%d records: a golden file of %d lines %d times, %d signals once"
            .formatted(sent.records(), sent.lines(), sent.passes(), sent.once()));
    DrillReport.line(out, "kills of a service", kills());
    DrillReport.line(
        out,
        "left and joined",
        "%d times; both services shared all partitions before %d of the kills"
            .formatted(broken.left(), broken.whole()));
    DrillReport.line(
        out,
        "the same by HTTP",
        "%d receipts, %d of them duplicate; %d signals unanswered"
            .formatted(http.told(), http.duplicates(), http.unanswered()));
    DrillReport.line(
        out, "rows", "%d golden, %d once".formatted(audit.goldenRows(), audit.onceRows()));
    DrillReport.line(out, "scores compared", audit.scores());
    DrillReport.line(
        out,
        "dead letters",
        "%d of %d records".formatted(audit.letters().letters(), audit.letters().records()));
    DrillReport.line(
        out,
        "told in the quiet pass",
        "%d accepted, %d duplicate, %d conflict, %d rejected; %d letters"
            .formatted(
                audit.quiet().accepted(),
                audit.quiet().duplicates(),
                audit.quiet().conflicts(),
                audit.quiet().rejected(),
                audit.quiet().letters()));
    DrillReport.broken(out, violations, first);
    return out.append(plan.control().verdict(passed)).append('\n').toString();
  }

  private String kills() {
    List<ReplayBreaker.Kill> kills = broken.kills();
    long[] open = kills.stream().mapToLong(ReplayBreaker.Kill::open).sorted().toArray();
    long[] waits =
        kills.stream()
            .mapToLong(ReplayBreaker.Kill::caughtUpMillis)
            .filter(millis -> millis >= 0)
            .sorted()
            .toArray();
    if (open.length == 0) {
      return "0";
    }
    String text =
        String.format(
            Locale.ROOT,
            "%d, with %d to %d records open (median %d)",
            open.length,
            open[0],
            open[open.length - 1],
            open[open.length / 2]);
    return waits.length == 0
        ? text
        : text
            + String.format(
                Locale.ROOT,
                "; all of the moment committed after %d ms (median), %d ms (longest)",
                waits[waits.length / 2],
                waits[waits.length - 1]);
  }
}
