package io.signalcoherence.perf.drill;

import io.signalcoherence.perf.golden.SplitMix64;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/**
 * One signal of a drill; its number determines all of it, so that a journal of numbers says
 * everything.
 *
 * @param number from 0
 * @param ts whole milliseconds
 */
public record DrillSignal(
    int number, String tenant, String source, Instant ts, String type, Content content) {

  private static final long SPREAD_MILLIS = 7_200_000L;
  private static final long EARLIER_MILLIS = 82_800_000L;
  private static final String[] WEIGHTS = {"1.00", "2.50", "0.25"};

  /**
   * What the signal says besides its type.
   *
   * @param value 6 decimals
   * @param weight 2 decimals
   */
  public record Content(BigDecimal value, BigDecimal weight) {}

  /**
   * A series of signals. Half of them lie in the two hours before {@code end}, half 23 hours
   * earlier: a window as of the end begins among those.
   *
   * @param hotUntil below this number every second signal is of the first tenant; from it on, a
   *     signal is of the tenant that its number leaves, divided by their count
   */
  public record Series(long seed, Instant end, int tenants, int hotUntil) {

    public Series(long seed, Instant end, int tenants) {
      this(seed, end, tenants, 0);
    }

    public DrillSignal signal(int number) {
      SplitMix64 random = SplitMix64.forPart(seed, number, 1);
      String tenant = tenantName(tenantOf(number));
      String source = "source-" + random.below(4);
      Instant ts =
          end.minusMillis(1 + random.below(SPREAD_MILLIS) + random.below(2) * EARLIER_MILLIS);
      String type = "type-" + random.below(3);
      BigDecimal value = BigDecimal.valueOf(random.below(1_000_001), 6);
      BigDecimal weight = new BigDecimal(WEIGHTS[random.below(WEIGHTS.length)]);
      return new DrillSignal(number, tenant, source, ts, type, new Content(value, weight));
    }

    private int tenantOf(int number) {
      if (number >= hotUntil) {
        return number % tenants;
      }
      return number % 2 == 0 ? 0 : number / 2 % tenants;
    }

    public static String tenantName(int index) {
      return String.format(Locale.ROOT, "drill-%02d", index);
    }
  }

  public String id() {
    return "n-" + number;
  }

  /** The number in a signal id; −1 if it is no id of a drill. */
  static int numberOf(String id) {
    return id.matches("n-\\d{1,9}") ? Integer.parseInt(id.substring(2)) : -1;
  }

  /** The same key with another value. */
  DrillSignal contradiction() {
    BigDecimal other = BigDecimal.ONE.subtract(content.value());
    BigDecimal value = other.compareTo(content.value()) == 0 ? new BigDecimal("0.123456") : other;
    return new DrillSignal(number, tenant, source, ts, type, new Content(value, content.weight()));
  }

  public void appendTo(StringBuilder out) {
    out.append("{\"tenant_id\":\"").append(tenant);
    out.append("\",\"source\":\"").append(source);
    out.append("\",\"signal_id\":\"").append(id());
    out.append("\",\"ts\":\"").append(ts);
    out.append("\",\"type\":\"").append(type);
    out.append("\",\"value\":").append(content.value().toPlainString());
    out.append(",\"weight\":").append(content.weight().toPlainString()).append('}');
  }
}
