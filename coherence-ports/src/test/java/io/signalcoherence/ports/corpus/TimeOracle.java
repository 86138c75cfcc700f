package io.signalcoherence.ports.corpus;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 3339 by a regular expression and {@code java.time}, with which our reader is compared. */
public final class TimeOracle {

  private static final int LONGEST = 64;
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})([.][0-9]+)?"
              + "(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))");

  private TimeOracle() {}

  /** The instant that the text names, floored to the microsecond; empty if it is refused. */
  public static Optional<Instant> read(String text) {
    Matcher form = FORM.matcher(text);
    if (text.length() > LONGEST || !form.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local = LocalDateTime.parse(form.group(1) + "T" + form.group(2));
      String fraction = form.group(3);
      long micros =
          fraction == null ? 0 : new BigDecimal("0" + fraction).movePointRight(6).longValue();
      Instant instant = local.toInstant(ZoneOffset.UTC).plusNanos(micros * 1_000);
      return Optional.of(instant.minusSeconds(60L * minutesAhead(form)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int minutesAhead(Matcher form) {
    if (form.group(4) == null) {
      return 0;
    }
    int minutes = 60 * Integer.parseInt(form.group(5)) + Integer.parseInt(form.group(6));
    return form.group(4).equals("-") ? -minutes : minutes;
  }
}
