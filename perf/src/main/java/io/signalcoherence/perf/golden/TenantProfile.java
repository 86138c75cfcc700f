package io.signalcoherence.perf.golden;

import java.util.List;

/**
 * The character of one golden tenant.
 *
 * @param tenant its name
 * @param values where its values lie
 * @param curve share of signals in each hour of the day, 24 whole numbers
 * @param sources who reports, in declining share
 * @param types what is reported, each equally often
 * @param habits what is odd about its lines
 */
record TenantProfile(
    String tenant,
    ValueProfile values,
    List<Integer> curve,
    List<SourceProfile> sources,
    List<String> types,
    Habits habits) {

  private static final List<Integer> OFFICE =
      List.of(1, 1, 1, 1, 2, 3, 5, 8, 12, 14, 14, 12, 10, 13, 14, 13, 11, 8, 5, 4, 3, 2, 1, 1);
  private static final List<Integer> EVENING =
      List.of(4, 2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 6, 7, 6, 6, 7, 8, 10, 13, 16, 17, 15, 11, 7);
  private static final List<Integer> STEADY =
      List.of(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5);

  /**
   * Where the values of a tenant lie, all in ten-thousandths.
   *
   * @param mean their centre
   * @param swing how far the centre moves over a day
   * @param noise largest distance of one value from the centre
   */
  record ValueProfile(int mean, int swing, int noise) {}

  /**
   * What is odd about a tenant's lines.
   *
   * @param lateInThousand signals that arrive ten minutes to three hours late, of each thousand
   * @param attributes whether a quarter of the lines carries attributes
   */
  record Habits(int lateInThousand, boolean attributes) {}

  /**
   * One reporter of a tenant.
   *
   * @param name its name
   * @param share its part of the tenant's signals, relative to the other sources' shares
   * @param offset how far its values lie from the tenant's centre, in ten-thousandths
   * @param weight the weight text of its lines; empty leaves the field out
   */
  record SourceProfile(String name, int share, int offset, String weight) {}

  TenantProfile {
    if (curve.size() != 24) {
      throw new IllegalArgumentException("curve: " + curve.size() + " hours (expected: 24)");
    }
  }

  /**
   * The ten tenants: six healthy, one warned, one just below the edge of healthy, one critical, one
   * whose sources disagree.
   */
  static List<TenantProfile> all() {
    return List.of(
        plain("golden-00", 9200, OFFICE, 600),
        plain("golden-01", 8800, EVENING, 900),
        plain("golden-02", 8500, STEADY, 1200),
        unweighted(),
        plain("golden-04", 6300, OFFICE, 1500),
        edge(),
        plain("golden-06", 3100, EVENING, 1800),
        incoherent(),
        plain("golden-08", 7900, STEADY, 2500),
        decorated());
  }

  private static TenantProfile plain(String tenant, int mean, List<Integer> curve, int noise) {
    List<SourceProfile> sources =
        List.of(
            new SourceProfile("probe", 6, 0, "1.0"),
            new SourceProfile("gateway", 3, 150, "2.0"),
            new SourceProfile("survey", 1, -300, "5.0"));
    return new TenantProfile(
        tenant,
        new ValueProfile(mean, 300, noise),
        curve,
        sources,
        List.of("latency", "errors", "uptime"),
        new Habits(20, false));
  }

  private static TenantProfile unweighted() {
    List<SourceProfile> sources =
        List.of(new SourceProfile("api", 5, 100, ""), new SourceProfile("batch", 4, -100, ""));
    return new TenantProfile(
        "golden-03",
        new ValueProfile(8100, 500, 1000),
        EVENING,
        sources,
        List.of("orders", "refunds"),
        new Habits(60, false));
  }

  private static TenantProfile edge() {
    List<SourceProfile> sources =
        List.of(
            new SourceProfile("sensor-a", 1, 0, "1.0"),
            new SourceProfile("sensor-b", 1, 0, "1.0"),
            new SourceProfile("sensor-c", 1, 0, "0.5"));
    return new TenantProfile(
        "golden-05",
        new ValueProfile(7500, 0, 400),
        STEADY,
        sources,
        List.of("fill"),
        new Habits(20, false));
  }

  private static TenantProfile incoherent() {
    List<SourceProfile> sources =
        List.of(
            new SourceProfile("optimist", 5, 4000, "1.0"),
            new SourceProfile("pessimist", 4, -4500, "1.0"),
            new SourceProfile("realist", 1, 0, "1.0"));
    return new TenantProfile(
        "golden-07",
        new ValueProfile(5400, 200, 500),
        OFFICE,
        sources,
        List.of("sentiment", "load"),
        new Habits(20, false));
  }

  private static TenantProfile decorated() {
    List<SourceProfile> sources =
        List.of(
            new SourceProfile("zürich/κ-1", 4, 0, "12.500000"),
            new SourceProfile("são-paulo \"β\"", 3, -200, "0.000001"),
            new SourceProfile("東京", 2, 100, "1000000"));
    return new TenantProfile(
        "golden-09",
        new ValueProfile(8600, 800, 1100),
        OFFICE,
        sources,
        List.of("flow", "heat", "flow.rate"),
        new Habits(20, true));
  }
}
