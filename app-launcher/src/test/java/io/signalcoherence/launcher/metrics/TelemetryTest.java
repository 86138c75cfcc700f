package io.signalcoherence.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.launcher.GeneratedPage;
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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TelemetryTest {

  private static final ProvenanceId ID =
      new ProvenanceId(UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91"));
  private static final EventTime TS = EventTime.parse("2024-01-01T00:00:00Z");
  private static final CommitToken TOKEN =
      new CommitToken(new EpochNumber(1), new TransactionId(1), 1);

  private final Telemetry telemetry = new Telemetry();
  private final IngestMetrics ingest = new IngestMetrics(telemetry, () -> Duration.ofSeconds(7));
  private final RequestMetrics requests = new RequestMetrics(telemetry);

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
        .contains("ingest_backlog 3.0")
        .contains("ledger_horizon_age_seconds 1.5")
        .contains("ingest_backlog_capacity 100.0")
        .contains("ingest_shedding_lanes 2.0")
        .contains("ledger_months_ahead 1.0")
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
        .contains("ingest_queue_wait_seconds_count 1")
        .contains("http_response_status_code=\"201\"");
  }

  @Test
  void countersBeginAtZeroSoThatTheirFirstEventIsARise() {
    assertThat(telemetry.render("").body())
        .contains("ingest_received_total{channel=\"kafka\"} 0.0")
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

  private void everythingHappens() {
    ServiceGauges.backlog(telemetry, () -> 3, 100, () -> 2);
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
  }
}
