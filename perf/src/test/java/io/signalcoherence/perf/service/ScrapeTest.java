package io.signalcoherence.perf.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScrapeTest {

  private static final Scrape SCRAPE =
      Scrape.read(
          """
          # HELP receipts_total given
          # TYPE receipts_total counter
          receipts_total{channel="http",outcome="accepted"} 3.0
          receipts_total{channel="kafka",outcome="accepted"} 40.0
          receipts_total{channel="kafka",outcome="duplicate"} 500.0
          receipts_total_more{channel="kafka"} 9.0
          open 7.0
          """);

  @Test
  void samplesOfANameAreSummedByTheirLabels() {
    assertThat(SCRAPE.sum("receipts_total")).isEqualTo(543);
    assertThat(SCRAPE.sum("receipts_total", "channel=\"kafka\"")).isEqualTo(540);
    assertThat(SCRAPE.sum("receipts_total", "outcome=\"accepted\"")).isEqualTo(43);
    assertThat(SCRAPE.sum("receipts_total", "channel=\"kafka\"", "outcome=\"accepted\""))
        .isEqualTo(40);
    assertThat(SCRAPE.sum("open")).isEqualTo(7);
    assertThat(SCRAPE.sum("closed")).isZero();
  }
}
