package io.signalcoherence.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.kafka.SignalConsumer.Condition;
import io.signalcoherence.launcher.GeneratedPage;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.in.ServiceHealth.Component;
import io.signalcoherence.ports.in.ServiceHealth.Readiness;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.IngestObserver.GroupTiming;
import io.signalcoherence.ports.out.ReadingObserver;
import io.signalcoherence.ports.out.StreamObserver.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TelemetryTest {

  private static final ProvenanceId ID =
      new ProvenanceId(UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91"));
  private static final EventTime TS = EventTime.parse("2024-01-01T00:00:00Z");
  private static final CommitToken TOKEN =
      CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(1), 1);

  private static final Optional<Condition> DOOR =
      Optional.of(new Condition(true, 4, 1, 0, 7, OptionalLong.of(42)));

  private final Telemetry telemetry = new Telemetry();
  private final IngestMetrics ingest = new IngestMetrics(telemetry, () -> Duration.ofSeconds(7));
  private final RequestMetrics requests = new RequestMetrics(telemetry);
  private final FollowerMetrics follower = new FollowerMetrics(telemetry);
  private final StreamMetrics stream = new StreamMetrics(telemetry);
  private final CacheMetrics cache = new CacheMetrics(telemetry);

  @Test
  void everyMetricOfTheCatalogueIsExposedUnderItsName() {
    everythingHappens();

    String page = telemetry.render("").body();

    for (Metric metric : Metric.values()) {
      assertThat(page).contains("# TYPE " + metric.exposed() + " ");
    }
    assertThat(page.lines().filter(line -> line.startsWith("# TYPE")))
        .hasSize(Metric.values().length);
  }

  @Test
  void valuesAndLabelsAreThoseThatWereObserved() {
    everythingHappens();

    assertThat(telemetry.render("").body())
        .contains("ingest_backlog{place=\"queues\"} 3.0")
        .contains("ingest_backlog{place=\"kafka\"} 42.0")
        .contains("ledger_horizon_age_seconds 1.5")
        .contains("ingest_backlog_capacity 100.0")
        .contains("ingest_shedding_lanes 2.0")
        .contains("ledger_months_ahead 1.0")
        .contains("graph_lag_seconds 2.5")
        .contains("graph_signals_total 11.0")
        .contains("graph_apply_seconds_count 1")
        .contains("graph_failures_total{error_code=\"graph-unavailable\"} 1.0")
        .contains("graph_rebuilds_total 1.0")
        .contains("ledger_signals_counted_with_rest_total 5.0")
        .contains("service_ready 0.0")
        .contains("service_component_ok{component=\"engine\"} 1.0")
        .contains("service_component_ok{component=\"ledger\"} 0.0")
        .doesNotContain("component=\"ledger-warning\"")
        .contains("service_warnings 1.0")
        .contains("ingest_received_total{channel=\"http\"} 4.0")
        .contains("ingest_dedupe_rate{channel=\"http\"} 0.25")
        .contains("ingest_dedupe_rate{channel=\"kafka\"} 0.0")
        .contains(
            "ingest_receipts_total{channel=\"http\",outcome=\"rejected\",reason=\"too-old\"} 1.0")
        .contains(
            "ingest_receipts_total{channel=\"replay\",outcome=\"undetermined\","
                + "reason=\"draining\"} 1.0")
        .contains("ingest_group_signals_sum 12.0")
        .contains("reads_served_total{source=\"shared\"} 1.0")
        .contains("reads_served_total{source=\"stale\"} 0.0")
        .contains("reads_load_seconds_count{answered=\"true\"} 1")
        .contains("cache_renewals_total{outcome=\"done\"} 1.0")
        .contains("cache_invalidations_total 1.0")
        .contains("cache_shared_failures_total{code=\"cache-away\"} 1.0")
        .contains("cache_shared_away 1.0")
        .contains("ingest_queue_wait_seconds_count 1")
        .contains("http_response_status_code=\"201\"");
  }

  @Test
  void valuesOfTheDoorForKafkaAreThoseThatWereObserved() {
    everythingHappens();

    assertThat(telemetry.render("").body())
        .contains("kafka_door{state=\"connected\"} 1.0")
        .contains("kafka_door{state=\"unreachable\"} 0.0")
        .contains("kafka_partitions{state=\"reading\"} 3.0")
        .contains("kafka_partitions{state=\"paused\"} 1.0")
        .contains("kafka_open_records 7.0")
        .contains("kafka_records_read_total 9.0")
        .contains("kafka_records_retried_total 2.0")
        .contains("kafka_record_age_seconds_sum 0.25")
        .contains("kafka_commit_seconds_count 1")
        .contains("kafka_dead_letters_total{reason=\"conflict\"} 1.0")
        .contains("kafka_dead_letters_total{reason=\"too-old\"} 1.0")
        .contains("kafka_dead_letters_total{reason=\"malformed\"} 0.0")
        .contains("kafka_partitions_shared_total{change=\"taken\"} 4.0")
        .contains("kafka_partitions_shared_total{change=\"given-up\"} 1.0")
        .contains("kafka_failures_total{operation=\"put-aside\"} 1.0")
        .contains("kafka_failures_total{operation=\"read\"} 0.0");
  }

  @Test
  void withoutADoorForKafkaNothingWaitsThereAndNothingIsConnected() {
    StreamMetrics.gauges(telemetry, Optional::empty);
    assertThat(StreamMetrics.lag(Optional.empty())).isZero();
    assertThat(telemetry.render("").body())
        .contains("kafka_door{state=\"closed\"} 1.0")
        .contains("kafka_door{state=\"connected\"} 0.0")
        .contains("kafka_partitions{state=\"reading\"} 0.0")
        .contains("kafka_open_records 0.0");
    Condition away = new Condition(false, 4, 0, 0, 7, OptionalLong.empty());
    assertThat(StreamMetrics.lag(Optional.of(away))).isNaN();
  }

  @Test
  void countersBeginAtZeroSoThatTheirFirstEventIsARise() {
    assertThat(telemetry.render("").body())
        .contains("ingest_received_total{channel=\"kafka\"} 0.0")
        .contains("graph_signals_total 0.0")
        .contains("graph_rebuilds_total 0.0")
        .contains(
            "ingest_receipts_total{channel=\"http\",outcome=\"undetermined\",reason=\"internal\"}"
                + " 0.0");
  }

  @Test
  void theProcessTellsWhatItUses() {
    ProcessMetrics.register(telemetry);

    assertThat(telemetry.render("").body())
        .containsPattern("jvm_memory_used_bytes\\{jvm_memory_type=\"heap\"} [1-9]")
        .containsPattern("jvm_memory_limit_bytes\\{jvm_memory_type=\"heap\"} [1-9]")
        .containsPattern("process_cpu_seconds_total [0-9]")
        .containsPattern("process_start_time_seconds 1\\.[0-9]+E9");
  }

  @Test
  void aScraperThatAsksForOpenMetricsGetsIt() {
    everythingHappens();

    assertThat(telemetry.render("application/openmetrics-text;version=1.0.0").body())
        .endsWith("# EOF\n");
  }

  @Test
  void theReferencePageIsTheOneInTheDocs() throws IOException {
    GeneratedPage.check("docs/metrics.md", Metric.reference());
  }

  private void theDoorForKafkaIsBusy() {
    stream.read(9);
    stream.retried(2);
    stream.settled(Duration.ofMillis(250));
    stream.committed(Duration.ofMillis(3));
    stream.putAside(new Receipt.Conflict(ID, TS));
    stream.putAside(new Receipt.Rejected(new Rejection(RejectionReason.TOO_OLD, "too old")));
    stream.shared(4, 1);
    stream.failed(Operation.PUT_ASIDE);
  }

  private void everythingHappens() {
    ServiceGauges.backlog(telemetry, () -> 3, () -> StreamMetrics.lag(DOOR), 100, () -> 2);
    StreamMetrics.gauges(telemetry, () -> DOOR);
    theDoorForKafkaIsBusy();
    ServiceGauges.ledger(telemetry, () -> Optional.of(Duration.ofMillis(1500)), () -> 1, () -> 5);
    ServiceGauges.readiness(
        telemetry,
        () ->
            new Readiness(
                false,
                List.of(
                    new Component("engine", true, "takes signals"),
                    new Component("ledger", false, "fsync: off"),
                    new Component("ledger-warning", true, "failover"))));
    ProcessMetrics.register(telemetry);
    FollowerMetrics.lag(telemetry, () -> Duration.ofMillis(2500));
    follower.applied(11, Duration.ofMillis(3));
    follower.failed("graph-unavailable", Duration.ofSeconds(1));
    follower.rebuilds();
    ingest.received(Channel.HTTP, 4);
    ingest.decided(Channel.HTTP, new Receipt.Accepted(ID, TS, TOKEN));
    ingest.decided(Channel.HTTP, new Receipt.Duplicate(ID, TS, TOKEN));
    ingest.decided(Channel.HTTP, new Receipt.Conflict(ID, TS));
    ingest.decided(
        Channel.HTTP, new Receipt.Rejected(new Rejection(RejectionReason.TOO_OLD, "too old")));
    ingest.decided(
        Channel.REPLAY,
        new Receipt.Undetermined(UndeterminedCause.DRAINING, Duration.ofSeconds(1)));
    ingest.answered(Channel.HTTP, Duration.ofMillis(3));
    ingest.appended(new GroupTiming(12, Duration.ofMillis(2), Duration.ofMillis(4), true));
    requests.answered("/v1/coherence/signals", "POST", 201, Duration.ofMillis(5));
    ServiceGauges.sharedCache(telemetry, () -> true);
    cache.served(ReadingObserver.Source.SHARED);
    cache.loaded(Duration.ofMillis(6), true);
    cache.renewed(ReadingObserver.Renewal.DONE);
    cache.invalidated();
    cache.sharedFailed(new UnavailableException("cache-away", "no answer", null));
  }
}
