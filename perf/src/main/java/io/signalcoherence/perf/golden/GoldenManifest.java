package io.signalcoherence.perf.golden;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.signalcoherence.perf.fold.FoldedScore;
import io.signalcoherence.perf.fold.WindowFold;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a golden file holds and what a receiver must make of it, if each tenant's lines are sent
 * once and in file order.
 *
 * @param data how the file was made and where its time ends
 * @param lines all lines
 * @param distinct lines that must be accepted
 * @param duplicates lines that must be told to be duplicates
 * @param conflicts lines that must be told to contradict an earlier one
 * @param tenants the same by tenant, with the score as of the end
 */
@JsonPropertyOrder({"data", "lines", "distinct", "duplicates", "conflicts", "tenants"})
public record GoldenManifest(
    DataSet data,
    long lines,
    long distinct,
    long duplicates,
    long conflicts,
    List<TenantExpectation> tenants) {

  private static final String RESOURCE = "manifest.json";

  /**
   * The data set itself.
   *
   * @param start first day, ISO 8601
   * @param end first instant after the last day, RFC 3339
   * @param asOf last whole minute of the last day: the window as of it is exactly that day
   * @param sha256 of the lines, not of their gzip; lower-case hexadecimal
   */
  @JsonPropertyOrder({"seed", "start", "days", "end", "as_of", "sha256"})
  public record DataSet(
      long seed,
      String start,
      int days,
      String end,
      @JsonProperty("as_of") String asOf,
      String sha256) {}

  /**
   * What must come of one tenant's lines.
   *
   * @param tenant its name
   * @param accepted lines accepted
   * @param duplicate lines told to be duplicates
   * @param conflict lines told to contradict an earlier one
   * @param expected coherence as of the data set's end
   */
  @JsonPropertyOrder({"tenant_id", "accepted", "duplicate", "conflict", "expected"})
  public record TenantExpectation(
      @JsonProperty("tenant_id") String tenant,
      long accepted,
      long duplicate,
      long conflict,
      ExpectedScore expected) {

    /** Counts one tenant's lines and folds the accepted ones. */
    static final class Tally {
      private final WindowFold fold;
      private final Map<GoldenSignal.Fate, Long> fates = new EnumMap<>(GoldenSignal.Fate.class);

      Tally(Instant asOf) {
        this.fold = new WindowFold(asOf);
      }

      void add(GoldenSignal line) {
        fates.merge(line.fate(), 1L, Long::sum);
        if (line.fate() == GoldenSignal.Fate.ACCEPTED) {
          GoldenSignal.Payload payload = line.payload();
          fold.add(
              line.key().source(),
              line.key().instant(),
              payload.exactValue(),
              payload.exactWeight());
        }
      }

      long count(GoldenSignal.Fate fate) {
        return fates.getOrDefault(fate, 0L);
      }

      TenantExpectation expectation(String tenant) {
        return new TenantExpectation(
            tenant,
            count(GoldenSignal.Fate.ACCEPTED),
            count(GoldenSignal.Fate.DUPLICATE),
            count(GoldenSignal.Fate.CONFLICT),
            ExpectedScore.of(fold.result()));
      }
    }
  }

  /**
   * A coherence in text: decimals have exactly 9 places.
   *
   * @param score null when unknown
   * @param status {@code HEALTHY}, {@code WARN}, {@code CRITICAL} or {@code UNKNOWN}
   * @param agreement null when unknown
   * @param sampleSize signals in the window
   * @param effectiveSampleSize 0 when unknown
   */
  @JsonPropertyOrder({"score", "status", "agreement", "sample_size", "effective_sample_size"})
  public record ExpectedScore(
      @Nullable String score,
      String status,
      @Nullable String agreement,
      @JsonProperty("sample_size") long sampleSize,
      @JsonProperty("effective_sample_size") String effectiveSampleSize) {

    static ExpectedScore of(FoldedScore folded) {
      return new ExpectedScore(
          folded.score() == null ? null : folded.score().toPlainString(),
          folded.status(),
          folded.agreement() == null ? null : folded.agreement().toPlainString(),
          folded.sampleSize(),
          folded.effectiveSampleSize().toPlainString());
    }
  }

  static GoldenManifest of(
      GoldenPlan plan, String checksum, Map<String, TenantExpectation.Tally> tallies) {
    List<TenantExpectation> tenants = new ArrayList<>();
    tallies.forEach((tenant, tally) -> tenants.add(tally.expectation(tenant)));
    long distinct = tenants.stream().mapToLong(TenantExpectation::accepted).sum();
    long duplicates = tenants.stream().mapToLong(TenantExpectation::duplicate).sum();
    long conflicts = tenants.stream().mapToLong(TenantExpectation::conflict).sum();
    DataSet data =
        new DataSet(
            plan.seed(),
            plan.start().toString(),
            plan.days(),
            plan.end().toString(),
            plan.asOf().toString(),
            checksum);
    return new GoldenManifest(
        data, distinct + duplicates + conflicts, distinct, duplicates, conflicts, tenants);
  }

  /** The manifest of {@link GoldenPlan#standard()} that is checked in. */
  public static GoldenManifest checkedIn() throws IOException {
    try (InputStream in = GoldenManifest.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("resource not found: " + RESOURCE);
      }
      return new ObjectMapper().readValue(in, GoldenManifest.class);
    }
  }

  /** The manifest as indented JSON that ends with a line feed. */
  public String toJson() throws IOException {
    return new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(this)
            .replace(System.lineSeparator(), "\n")
        + "\n";
  }
}
