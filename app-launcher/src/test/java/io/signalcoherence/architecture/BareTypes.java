package io.signalcoherence.architecture;

import java.util.Set;

/** The public signatures of ports and core that show a bare text or number, each for a reason. */
final class BareTypes {

  /** Each IS the type that stands for the bare value, so that nobody else needs to show it. */
  static final Set<String> VALUE_TYPES =
      Set.of(
          "Cell",
          "FollowerName",
          "Organisation",
          "Principal",
          "Region",
          "SignalId",
          "SignalType",
          "SignalValue",
          "SourceId",
          "Tag",
          "TenantId",
          "TraceId",
          "TransactionId",
          "Weight");

  /**
   * Members that turn a value into the text of the wire and back; the text is their whole point.
   */
  static final Set<String> CONVERSIONS =
      Set.of("wireName", "encoded", "decode", "parse", "canonicalText");

  /** Single members. */
  static final Set<String> MEMBERS =
      Set.of(
          // counts that outgrow int
          "Assessment.sampleSize",
          "Sums.count",
          "SignalsTally.signals",
          // a number drawn by lot
          "Keeping.life",
          "HistoryAnswer.TooManyPoints.points",
          "HistoryRange.points",
          // opaque to all but the router that compares it
          "CommitToken.walPosition",
          "CommitToken.ofFirstRun",
          // builds the value from what people write
          "Ratio.of",
          "Retention.ofDays",
          // stable codes and sentences for people; nothing decides by them
          "AppendResult.Unstorable.code",
          "CoherenceAnswer.Unavailable.code",
          "DissentAnswer.Unavailable.code",
          "TrailAnswer.Unavailable.code",
          "HistoryAnswer.Unavailable.code",
          "LookUpSignal.Lookup.Unavailable.code",
          "Rejection.detail",
          "LedgerMonitor.LedgerCondition.faults",
          "LedgerMonitor.LedgerCondition.warnings",
          "ServiceHealth.Component.detail",
          "ServiceHealth.Component.name",
          "InfrastructureException.code",
          "ConcurrencyConflictException.new",
          "CorruptException.new",
          "OutcomeUnknownException.new",
          "TimedOutException.new",
          "UnavailableException.new",
          "InvalidValueException.new",
          "InvalidValueException.field",
          "InvalidValueException.expected",
          // as a sender wrote it, for the port to read
          "EventDecoder.Attribute.name",
          "EventDecoder.Attribute.value",
          // labels of metrics
          "FollowerObserver.failed",
          "RequestObserver.answered",
          // JSON and a metrics page are text by nature
          "JsonValue.Obj.members",
          "JsonValue.Str.value",
          "MetricsPage.render",
          "MetricsPage.Page.contentType",
          "MetricsPage.Page.body");

  private BareTypes() {}

  static boolean allows(String entry) {
    return VALUE_TYPES.contains(typeOf(entry))
        || CONVERSIONS.contains(memberOf(entry))
        || MEMBERS.contains(entry);
  }

  static String typeOf(String entry) {
    return entry.substring(0, entry.lastIndexOf('.'));
  }

  static String memberOf(String entry) {
    return entry.substring(entry.lastIndexOf('.') + 1);
  }
}
