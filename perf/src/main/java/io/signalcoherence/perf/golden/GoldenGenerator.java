package io.signalcoherence.perf.golden;

import io.signalcoherence.perf.golden.GoldenManifest.TenantExpectation;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes a golden file, in order of arrival, and tells what must come of it. */
public final class GoldenGenerator {

  private static final Comparator<GoldenSignal> BY_ARRIVAL =
      Comparator.comparingLong(GoldenSignal::arrival)
          .thenComparing(line -> line.key().tenant())
          .thenComparing(GoldenSignal::fate)
          .thenComparing(line -> line.key().source())
          .thenComparing(line -> line.key().id())
          .thenComparingLong(line -> line.key().ts());

  private final GoldenPlan plan;
  private final Map<String, TenantExpectation.Tally> tallies = new TreeMap<>();

  /** A generator for one file. */
  public GoldenGenerator(GoldenPlan plan) {
    this.plan = plan;
    for (TenantProfile profile : TenantProfile.all()) {
      tallies.put(profile.tenant(), new TenantExpectation.Tally(plan.asOf()));
    }
  }

  /**
   * Writes the file, gzipped if its name ends in {@code .gz}.
   *
   * @return what must come of it; its checksum is that of the lines, not of the gzip
   * @throws IOException when the file can't be written
   */
  public static GoldenManifest write(GoldenPlan plan, Path file) throws IOException {
    try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        OutputStream out = file.toString().endsWith(".gz") ? new BestGzip(raw) : raw) {
      return new GoldenGenerator(plan).writeTo(out);
    }
  }

  /**
   * Writes all lines to {@code out}, which stays open; call it once.
   *
   * @return what must come of them
   * @throws IOException when {@code out} fails
   */
  public GoldenManifest writeTo(OutputStream out) throws IOException {
    DigestOutputStream digested = new DigestOutputStream(out, sha256());
    List<GoldenSignal> pending = new ArrayList<>();
    for (int i = 0; i < plan.days(); i++) {
      LocalDate day = plan.start().plusDays(i);
      addDay(day, pending);
      pending.sort(BY_ARRIVAL);
      boolean last = i == plan.days() - 1;
      int ready = last ? pending.size() : arrivedOn(day, pending);
      writeLines(pending.subList(0, ready), digested);
      pending.subList(0, ready).clear();
    }
    digested.flush();
    String checksum = HexFormat.of().formatHex(digested.getMessageDigest().digest());
    return GoldenManifest.of(plan, checksum, tallies);
  }

  private void addDay(LocalDate day, List<GoldenSignal> lines) {
    List<TenantProfile> profiles = TenantProfile.all();
    for (int i = 0; i < profiles.size(); i++) {
      SplitMix64 random = SplitMix64.forPart(plan.seed(), i, day.toEpochDay());
      lines.addAll(new TenantDay(profiles.get(i), day, plan.signalsPerTenantDay(), random).lines());
    }
  }

  private static int arrivedOn(LocalDate day, List<GoldenSignal> sorted) {
    long nextMidnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000L;
    int arrived = 0;
    while (arrived < sorted.size() && sorted.get(arrived).arrival() < nextMidnight) {
      arrived++;
    }
    return arrived;
  }

  private void writeLines(List<GoldenSignal> lines, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder(1 << 16);
    for (GoldenSignal line : lines) {
      TenantExpectation.Tally tally = tallies.get(line.key().tenant());
      if (tally == null) {
        throw new IllegalStateException("tenant without a profile: " + line.key().tenant());
      }
      tally.add(line);
      line.appendTo(text);
      if (text.length() > 60_000) {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
      }
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Gzip with the best compression; the JDK's header carries no time. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(9);
    }
  }
}
