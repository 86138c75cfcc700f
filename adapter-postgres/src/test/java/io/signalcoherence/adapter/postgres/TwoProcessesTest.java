package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TwoProcessesTest {

  private static final SourceId METER = new SourceId("meter");
  private static final int WRITERS = 16;
  private static final int KEYS = 400;
  private static final int GROUP = 20;

  /**
   * Sixteen writers in two processes send all keys, each in an order of its own, three in four to
   * one tenant.
   */
  @Test
  void sameKeysInAnyOrderAreCountedOnceAndNothingDeadlocks() throws Exception {
    try (TestLedger ledger = new TestLedger();
        PostgresLedger other = PostgresLedger.open(ledger.config())) {
      Map<SignalKey, AtomicInteger> won = new ConcurrentHashMap<>();
      ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
      List<Future<?>> ends = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        PostgresLedger process = writer % 2 == 0 ? ledger.ledger() : other;
        ends.add(writers.submit(() -> write(process, number, won)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
      writers.shutdown();

      assertThat(won).hasSize(KEYS);
      assertThat(won.values()).allMatch(count -> count.get() == 1);
      assertThat(ledger.asAdmin("SELECT count(*) FROM signalcoherence.ledger_signal"))
          .containsExactly(String.valueOf(KEYS));
      assertThat(counted(ledger, TestLedger.ALPHA) + counted(ledger, TestLedger.BETA))
          .isEqualTo(KEYS);
      assertThat(ledger.asAdmin("SELECT sum(entries) FROM signalcoherence.ledger_commit"))
          .containsExactly(String.valueOf(KEYS));
    }
  }

  /** One process learns that a day is full; another names a pair while the limit is higher. */
  @Test
  void pairThatAnotherProcessNamedKeepsItsNameAfterTheLimitIsLoweredAgain() {
    try (TestLedger ledger = new TestLedger();
        PostgresLedger other = PostgresLedger.open(ledger.config())) {
      limitPairs(other, 2);
      append(ledger.ledger(), "a", "b", "c");
      limitPairs(other, 3);
      append(other, "d");
      limitPairs(other, 2);

      append(ledger.ledger(), "d");

      Map<Pair, Long> counts = new HashMap<>();
      for (PairSums pair : day(ledger, TestLedger.ALPHA)) {
        counts.put(pair.pair(), pair.sums().count());
      }
      assertThat(counts).containsEntry(new Pair.Named(METER, new SignalType("d")), 2L);
      assertThat(counts).containsEntry(Pair.other(), 1L);
    }
  }

  private static void limitPairs(PostgresLedger process, int limit) {
    TenantSettings standard = TenantSettings.STANDARD;
    TenantSettings limited =
        new TenantSettings(
            standard.thresholds(), standard.share(), standard.retention(), new PairLimit(limit));
    assertThat(process.ports().tenants().change(TestLedger.ALPHA, limited)).isPresent();
  }

  private static void append(PostgresLedger process, String... types) {
    List<Signals> signals =
        Stream.of(types)
            .map(
                type ->
                    Signals.of(TestLedger.ALPHA)
                        .withId(UUID.randomUUID().toString())
                        .withType(type))
            .toList();
    assertThat(process.ports().signals().append(Signals.group(signals)))
        .isInstanceOf(AppendResult.Appended.class);
  }

  private static List<PairSums> day(TestLedger ledger, TenantId tenant) {
    Window window = Window.endingWith(EventTime.parse("2024-03-10T23:59:00Z"));
    return ledger.ports().windows().read(tenant, window).pairs();
  }

  private static long counted(TestLedger ledger, TenantId tenant) {
    return day(ledger, tenant).stream().mapToLong(pair -> pair.sums().count()).sum();
  }

  private static void write(PostgresLedger process, int writer, Map<SignalKey, AtomicInteger> won) {
    List<Signals> all = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      all.add(
          Signals.of(key % 4 == 0 ? TestLedger.BETA : TestLedger.ALPHA)
              .withId("k" + key)
              .withType("t" + key % 5));
    }
    if (writer % 3 == 0) {
      Collections.reverse(all);
    } else {
      Collections.shuffle(all, new Random(writer));
    }
    for (int at = 0; at < KEYS; at += GROUP) {
      AppendGroup group = Signals.group(all.subList(at, at + GROUP));
      var result = (AppendResult.Appended) process.ports().signals().append(group);
      for (int i = 0; i < GROUP; i++) {
        if (result.claims().get(i) instanceof Claim.Won) {
          won.computeIfAbsent(group.entries().get(i).signal().key(), key -> new AtomicInteger())
              .incrementAndGet();
        }
      }
    }
  }
}
