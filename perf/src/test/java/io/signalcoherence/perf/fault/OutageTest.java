package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OutageTest {

  @ParameterizedTest
  @EnumSource(Outage.class)
  void itsOwnNameMeansItAlone(Outage outage) {
    assertThat(Outage.named(List.of(outage.wireName()))).containsExactly(outage);
  }

  @Test
  void allMeansEachOnceWhateverElseIsNamed() {
    assertThat(Outage.named(List.of("all"))).containsExactly(Outage.values());
    assertThat(Outage.named(List.of("redis-full", "all", "kafka")))
        .containsExactlyInAnyOrder(Outage.values());
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void aServersNameMeansAllThatIsDoneToIt(Server server) {
    assertThat(Outage.named(List.of(server.wireName())))
        .containsExactlyElementsOf(
            Stream.of(Outage.values()).filter(each -> each.server() == server).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ALL", "postgres_cut", "killed", "redis-killed "})
  void anotherNameIsRefusedWithThoseThatAreTaken(String name) {
    assertThatThrownBy(() -> Outage.named(List.of("all", name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "fault: "
                + name
                + " (expected: all, postgres, redis, neo4j, kafka, postgres-disk-full,")
        .hasMessageEndingWith("kafka-black-hole)");
  }

  @ParameterizedTest
  @EnumSource(Outage.class)
  void onlyASlowLedgerStillMovesAndOnlyWhatIsBesideItMayBeAway(Outage outage) {
    boolean ledger = outage.wireName().startsWith("postgres-");
    assertThat(outage.isBeside()).isEqualTo(!ledger);
    assertThat(outage.stopsLedger()).isEqualTo(ledger && outage != Outage.POSTGRES_SLOW);
    assertThat(outage.isAway())
        .isEqualTo(!ledger && outage.wireName().matches(".*-(killed|frozen|cut|black-hole)"));
  }
}
