package io.signalcoherence.adapter.http;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventContextWriter;
import io.cloudevents.rw.CloudEventRWException;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TraceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The context attributes of one event. The SDK of CloudEvents says what an attribute may be called
 * and hold; our own types say what of it can be counted. Attributes that mean nothing here are
 * checked and passed over.
 */
final class EventContext {

  static final String TENANT = "tenantid";
  static final String CONTENT_TYPE = "datacontenttype";
  private static final String VERSION = "1.0";
  private static final int MOST_ATTRIBUTES = 64;
  private static final Set<String> TEXTS =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "time",
          "subject",
          "dataschema",
          CONTENT_TYPE,
          TENANT,
          "traceparent");

  private final Supplier<Faults> noFaults;
  private @Nullable Faults faults;
  private final CloudEventContextWriter rules = CloudEventBuilder.v1();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> given = new HashSet<>();
  private boolean tooMany;
  private @Nullable TenantId tenant;
  private @Nullable SourceId source;
  private @Nullable SignalId id;
  private @Nullable EventTime ts;
  private @Nullable SignalType type;
  private Optional<TraceId> traceId = Optional.empty();

  /**
   * Without attributes.
   *
   * @param noFaults makes the list of faults, once there is one
   */
  EventContext(Supplier<Faults> noFaults) {
    this.noFaults = noFaults;
  }

  /** What is wrong with the event. */
  Faults faults() {
    Faults noted = faults;
    if (noted == null) {
      noted = noFaults.get();
      faults = noted;
    }
    return noted;
  }

  /**
   * Notes that a member or header came; false, and a fault, if it came before or is one too many.
   */
  boolean isFirst(String name) {
    if (seen.size() >= MOST_ATTRIBUTES && !seen.contains(name)) {
      if (!tooMany) {
        tooMany = true;
        faults().form("attributes", "more than " + MOST_ATTRIBUTES, MOST_ATTRIBUTES + " at most");
      }
      return false;
    }
    boolean first = seen.add(name);
    if (!first) {
      faults().form(name, "stands twice", "each attribute once");
    }
    return first;
  }

  /** Notes that an attribute came, though its value can't be read. */
  void markGiven(String name) {
    given.add(name);
  }

  /** Whether the attribute is text and nothing else. */
  static boolean isText(String name) {
    return TEXTS.contains(name);
  }

  /** An attribute that is text, or is told as text. */
  void put(String name, String value) {
    given.add(name);
    switch (name) {
      case "specversion" -> version(value);
      case "time" -> ts = typed(name, value, EventTime::parse);
      case "id" -> id = typed(name, value, SignalId::new);
      case "type" -> type = typed(name, value, SignalType::new);
      case "source" -> source = isAllowed(name, value) ? typed(name, value, SourceId::new) : null;
      case TENANT -> tenant = typed(name, value, TenantId::new);
      case CONTENT_TYPE -> contentType(value);
      case "traceparent" -> traceId = TraceParent.traceId(value);
      default -> isAllowed(name, value);
    }
  }

  /** Whether the attribute has a value. */
  boolean has(String name) {
    return given.contains(name);
  }

  /** The trace that the event says it belongs to. */
  Optional<TraceId> traceId() {
    return traceId;
  }

  /**
   * The event's signal, or all that is wrong with it.
   *
   * @param data the event's data; null if there are none that can be read, which is noted
   * @param tenants the tenants that are told beside the event; each must be its own
   */
  Candidate candidate(@Nullable SignalReader data, Collection<String> tenants) {
    require("specversion", VERSION);
    require("id", "a string");
    require("source", "a URI-reference");
    require("type", "a string");
    require("time", "a time, RFC 3339 with offset: it is part of the key and never filled in");
    require(TENANT, "a string, the tenant");
    for (String told : tenants) {
      if (tenant != null && !tenant.value().equals(told)) {
        faults().form(TENANT, "another than the header ce-tenantid", "the same");
      }
    }
    Signal signal = data == null ? null : signal(data);
    if (data != null) {
      data.noted().ifPresent(faulty -> faults().include(faulty));
    }
    if (faults != null) {
      return new Candidate.Malformed(faults.rejection());
    }
    if (signal == null) {
      throw new IllegalStateException("a fault was not noted");
    }
    return new Candidate.WellFormed(signal);
  }

  private @Nullable Signal signal(SignalReader data) {
    return tenant == null || source == null || id == null || ts == null || type == null
        ? null
        : data.under(new SignalKey(tenant, source, id, ts), type);
  }

  private void require(String name, String expected) {
    if (!has(name)) {
      faults().missing(name, expected);
    }
  }

  private void version(String value) {
    if (!value.equals(VERSION)) {
      faults().form("specversion", Faults.plain(value), VERSION);
    }
  }

  private void contentType(String value) {
    if (!MediaTypes.isJson(MediaTypes.essence(value)) || !MediaTypes.hasUtf8OrNone(value)) {
      faults().form(CONTENT_TYPE, Faults.plain(value), "JSON in UTF-8, as application/json");
    }
  }

  private <T> @Nullable T typed(String name, String value, Function<String, T> make) {
    try {
      return make.apply(value);
    } catch (InvalidValueException e) {
      faults().invalid(name, value, e);
      return null;
    }
  }

  private boolean isAllowed(String name, String value) {
    try {
      rules.withContextAttribute(name, value);
      return true;
    } catch (CloudEventRWException e) {
      if (e.getKind() == CloudEventRWException.CloudEventRWExceptionKind.INVALID_EXTENSION_NAME) {
        faults().form(name, "no name of an attribute", () -> expectedInsteadOf(name));
      } else {
        faults().form(name, Faults.plain(value), "a URI-reference");
      }
      return false;
    }
  }

  private static String expectedInsteadOf(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return TEXTS.contains(plain)
        ? "did you mean " + plain + "?"
        : "lower-case letters and digits; what is to be counted goes into data";
  }
}
