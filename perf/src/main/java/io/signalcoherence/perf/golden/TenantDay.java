package io.signalcoherence.perf.golden;

import io.signalcoherence.perf.golden.GoldenSignal.Fate;
import io.signalcoherence.perf.golden.GoldenSignal.Identity;
import io.signalcoherence.perf.golden.GoldenSignal.Payload;
import io.signalcoherence.perf.golden.GoldenSignal.Spelling;
import io.signalcoherence.perf.golden.TenantProfile.SourceProfile;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes the lines of one tenant on one day: distinct signals, exact and respelled resends (3 in
 * 100) and contradictions (1 in 200).
 *
 * <p>All arithmetic is on whole numbers, so that no JDK or processor makes other bytes.
 */
final class TenantDay {

  private static final long MILLI = 1_000L;
  private static final long SECOND = 1_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final TenantProfile profile;
  private final int count;
  private final long midnight;
  private final long dayNumber;
  private final SplitMix64 random;
  private final int[] serials;
  private final Set<Identity> keys = new HashSet<>();

  TenantDay(TenantProfile profile, LocalDate day, int count, SplitMix64 random) {
    this.profile = profile;
    this.count = count;
    this.dayNumber = day.toEpochDay();
    this.midnight = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * SECOND;
    this.random = random;
    this.serials = new int[profile.sources().size()];
  }

  /** The day's lines in no particular order; only their arrival says where they belong. */
  List<GoldenSignal> lines() {
    List<GoldenSignal> distinct = new ArrayList<>(count);
    for (long ts : times()) {
      distinct.add(signalAt(ts));
    }
    List<GoldenSignal> lines = new ArrayList<>(distinct);
    int resends = count * 3 / 100;
    int contradictions = count / 200;
    int[] order = shuffledIndexes(resends + contradictions);
    for (int i = 0; i < order.length; i++) {
      GoldenSignal first = distinct.get(order[i]);
      long later = first.arrival() + MILLI + random.below(HOUR);
      lines.add(
          i < resends
              ? first.resent(later, i % 10 == 9 ? Spelling.OTHER : Spelling.PLAIN)
              : first.contradicted(later, contradiction(first.payload(), i)));
    }
    return lines;
  }

  private long[] times() {
    long[] bursts = {
      random.below(DAY - 2 * MINUTE), random.below(DAY - 2 * MINUTE), random.below(DAY - 2 * MINUTE)
    };
    int total = profile.curve().stream().mapToInt(Integer::intValue).sum();
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      boolean burst = random.chance(12, 100);
      long start = burst ? bursts[random.below(bursts.length)] : hour(random.below(total)) * HOUR;
      long offset = random.below(burst ? 2 * MINUTE : HOUR);
      boolean fine = random.chance(1, 16);
      times[i] = midnight + start + (fine ? offset : offset / MILLI * MILLI);
      if (!fine) {
        times[i] = times[i] / MILLI * MILLI;
      }
    }
    Arrays.sort(times);
    return times;
  }

  private long hour(int point) {
    int left = point;
    int hour = 0;
    while (left >= profile.curve().get(hour)) {
      left -= profile.curve().get(hour);
      hour++;
    }
    return hour;
  }

  private GoldenSignal signalAt(long ts) {
    int index = pickSource();
    SourceProfile source = profile.sources().get(index);
    boolean sameId = serials[index] > 0 && random.chance(1, 500);
    Identity key = sameId ? key(source, serials[index], ts) : null;
    if (key == null || !keys.add(key)) {
      serials[index]++;
      key = key(source, serials[index], ts);
      keys.add(key);
    }
    List<String> types = profile.types();
    String type = types.get(random.below(types.size()));
    Payload payload = new Payload(type, value(source, ts), source.weight(), attributes());
    return new GoldenSignal(ts + delay(), Fate.ACCEPTED, key, payload, Spelling.PLAIN);
  }

  private int pickSource() {
    int total = profile.sources().stream().mapToInt(SourceProfile::share).sum();
    int left = random.below(total);
    int index = 0;
    while (left >= profile.sources().get(index).share()) {
      left -= profile.sources().get(index).share();
      index++;
    }
    return index;
  }

  private Identity key(SourceProfile source, int serial, long ts) {
    String id = String.format(Locale.ROOT, "%d-%05d", dayNumber, serial);
    return new Identity(profile.tenant(), source.name(), id, ts);
  }

  private String value(SourceProfile source, long ts) {
    TenantProfile.ValueProfile values = profile.values();
    long ofDay = ts - midnight;
    // A triangle over the day: -swing at midnight, +swing at noon.
    long rise = values.swing() * (DAY / 2 - 2 * Math.abs(ofDay - DAY / 2)) / (DAY / 2);
    // The sum of three uniforms lies close to the centre more often than at the rims.
    int noise = values.noise();
    long spread = 0;
    for (int i = 0; i < 3; i++) {
      spread += random.below(2 * noise + 1) - noise;
    }
    long units = Math.min(10_000, Math.max(0, values.mean() + source.offset() + rise + spread / 3));
    return text(units);
  }

  /**
   * Four decimals; one in forty has nine, and one in four hundred has ten and ends in the middle
   * between two ninths.
   */
  private String text(long units) {
    if (units == 10_000) {
      return "1.0";
    }
    String four = String.format(Locale.ROOT, "0.%04d", units);
    int choice = random.below(400);
    if (choice == 0) {
      return four + String.format(Locale.ROOT, "%05d5", random.below(100_000));
    }
    return choice <= 10 ? four + String.format(Locale.ROOT, "%05d", random.below(100_000)) : four;
  }

  private String attributes() {
    if (!profile.habits().attributes() || random.chance(3, 4)) {
      return "";
    }
    return "{\"line\":" + random.below(9) + ",\"ratio\":1.50,\"site\":\"nord/süd\"}";
  }

  /**
   * Most arrive within 20 s, so neighbours overtake each other; some come ten minutes to three
   * hours late.
   */
  private long delay() {
    if (random.chance(profile.habits().lateInThousand(), 1000)) {
      return 10 * MINUTE + random.below(170 * MINUTE);
    }
    return 50 * MILLI + random.below(20 * SECOND);
  }

  private static Payload contradiction(Payload first, int index) {
    String value = first.value().equals("0.1234") ? "0.4321" : "0.1234";
    return switch (index % 3) {
      case 0 -> new Payload(first.type(), value, first.weight(), first.attributes());
      case 1 -> new Payload(first.type(), first.value(), "3.25", first.attributes());
      default ->
          new Payload(first.type() + "-x", first.value(), first.weight(), first.attributes());
    };
  }

  private int[] shuffledIndexes(int wanted) {
    int[] indexes = new int[count];
    Arrays.setAll(indexes, i -> i);
    for (int i = 0; i < wanted; i++) {
      int other = i + random.below(count - i);
      int kept = indexes[i];
      indexes[i] = indexes[other];
      indexes[other] = kept;
    }
    return Arrays.copyOf(indexes, wanted);
  }
}
