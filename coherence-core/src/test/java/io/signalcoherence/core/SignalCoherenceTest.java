package io.signalcoherence.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.engine.Backlog;
import io.signalcoherence.core.engine.EngineSettings;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.LookUpSignal.Lookup;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.Ledger;
import io.signalcoherence.ports.out.SignalStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SignalCoherenceTest {

  private static final int SENDERS = 8;
  private static final int EACH = 2_000;
  private static final Organisation ACME = new Organisation("acme");
  private static final Residency LOCAL =
      new Residency(new Cell("local"), Set.of(new Region("local")));
  private static final InstantSource NOON = () -> Signals.NOON.value();

  private final MemoryLedger ledger = MemoryLedger.create(NOON);

  @Test
  void sameSignalsFromManyThreadsCountOnce() throws InterruptedException {
    AtomicInteger accepted = new AtomicInteger();
    try (SignalCoherence coherence = SignalCoherence.builder(ledger.ports()).clock(NOON).build()) {
      List<TenantId> tenants = IntStream.range(0, 5).mapToObj(i -> tenant(coherence, i)).toList();
      CountDownLatch answered = new CountDownLatch(SENDERS * EACH);
      List<Thread> senders = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        senders.add(
            new Thread(
                () -> {
                  for (int i = 0; i < EACH; i++) {
                    CompletableFuture<Void> unused =
                        send(coherence, tenants.get(i % tenants.size()), i)
                            .thenAccept(
                                receipts -> {
                                  if (receipts.get(0) instanceof Receipt.Accepted) {
                                    accepted.incrementAndGet();
                                  }
                                  answered.countDown();
                                });
                  }
                }));
      }
      senders.forEach(Thread::start);
      assertThat(answered.await(50, TimeUnit.SECONDS)).isTrue();
      assertThat(accepted).hasValue(EACH);
      assertThat(tenants.stream().mapToInt(id -> ledger.storedSignals(id).size()).sum())
          .isEqualTo(EACH);
      assertThat(coherence.backlog()).isEqualTo(new Backlog(0, List.of(0, 0, 0, 0)));
    }
  }

  @Test
  void closeStoresWhatIsQueuedAndEndsItsThreads() {
    SignalCoherence coherence = SignalCoherence.builder(ledger.ports()).clock(NOON).build();
    TenantId tenant = tenant(coherence, 0);
    assertThat(send(coherence, tenant, 0).join().get(0)).isInstanceOf(Receipt.Accepted.class);
    List<CompletableFuture<List<Receipt>>> last =
        IntStream.range(1, 100).mapToObj(i -> send(coherence, tenant, i)).toList();
    coherence.close();

    assertThat(coherence.draining()).isTrue();
    assertThat(last).allMatch(CompletableFuture::isDone);
    long stored = last.stream().filter(a -> a.join().get(0) instanceof Receipt.Accepted).count();
    assertThat(ledger.storedSignals(tenant)).hasSize((int) stored + 1);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("coherence-"));
    CoherenceAnswer late = coherence.scores().ask(question(tenant)).toCompletableFuture().join();
    assertThat(late).isInstanceOf(CoherenceAnswer.Unavailable.class);
    coherence.close();
  }

  @Test
  void questionThatIsOpenWhenCloseBeginsIsStillAnsweredAtItsDeadline() {
    CountDownLatch answered = new CountDownLatch(1);
    EngineSettings settings =
        EngineSettings.STANDARD.with(
            new EngineSettings.ReadSettings(1, 10, Duration.ofMillis(200), 100));
    SignalCoherence coherence =
        SignalCoherence.builder(whoseFindWaitsFor(answered)).settings(settings).build();
    TenantId tenant = tenant(coherence, 0);
    CompletableFuture<Lookup> answer =
        coherence
            .lookUps()
            .lookUp(Signals.of(tenant).signal().key(), new Grant.EveryTenant())
            .toCompletableFuture();
    CompletableFuture<Void> unused = answer.thenRun(answered::countDown);
    coherence.close();

    assertThat(answer)
        .isCompletedWithValueMatching(
            told -> ((Lookup.Unavailable) told).code().equals("ledger-too-slow"));
  }

  @Test
  void everythingGivenIsUsedAndStaysTheCallers() {
    ExecutorService writers = Executors.newSingleThreadExecutor();
    ExecutorService readers = Executors.newSingleThreadExecutor();
    ExecutorService registrars = Executors.newSingleThreadExecutor();
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    AtomicInteger ticks = new AtomicInteger();
    SignalCoherence coherence =
        SignalCoherence.builder(ledger.ports())
            .settings(EngineSettings.STANDARD.withDrainDeadline(Duration.ofSeconds(1)))
            .observer(IngestObserver.NONE)
            .clock(NOON)
            .ticker(() -> Duration.ofMillis(ticks.incrementAndGet()))
            .provenanceIds(Signals::nextId)
            .jitter(() -> 0)
            .writers(writers)
            .readers(readers)
            .registrars(registrars)
            .scheduler(scheduler)
            .build();
    TenantId tenant = tenant(coherence, 0);
    assertThat(send(coherence, tenant, 1).join().get(0)).isInstanceOf(Receipt.Accepted.class);
    assertThat(coherence.scores().ask(question(tenant)).toCompletableFuture().join())
        .isInstanceOf(CoherenceAnswer.Scored.class);
    Lookup found =
        coherence
            .lookUps()
            .lookUp(Signals.of(tenant).withId("1").signal().key(), new Grant.EveryTenant())
            .toCompletableFuture()
            .join();
    assertThat(found).isInstanceOf(Lookup.Found.class);
    coherence.health().check();
    assertThat(coherence.health().readiness().ready()).isTrue();
    assertThat(coherence.drain().toCompletableFuture().join()).isNull();
    assertThat(coherence.health().readiness().ready()).isFalse();
    coherence.close();
    assertThat(ticks).hasPositiveValue();
    assertThat(List.of(writers, readers, registrars, scheduler))
        .noneMatch(ExecutorService::isShutdown)
        .allSatisfy(executor -> assertThat(executor.shutdownNow()).isNotNull());
  }

  @Test
  void interruptedCloseStillEndsItsThreads() {
    SignalCoherence coherence = SignalCoherence.builder(ledger.ports()).clock(NOON).build();
    TenantId tenant = tenant(coherence, 0);
    assertThat(send(coherence, tenant, 0).join()).hasSize(1);
    Thread.currentThread().interrupt();
    coherence.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(coherence.draining()).isTrue();
  }

  private Ledger whoseFindWaitsFor(CountDownLatch answered) {
    Ledger sound = ledger.ports();
    SignalStore store =
        key -> {
          try {
            answered.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return sound.store().find(key);
        };
    return new Ledger(
        sound.signals(), store, sound.windows(), sound.tenants(), sound.reader(), sound.monitor());
  }

  private static TenantId tenant(SignalCoherence coherence, int index) {
    TenantId id = new TenantId("tenant-" + index);
    return coherence
        .tenants()
        .register(new Tenant(id, ACME, LOCAL, TenantState.ACTIVE, TenantSettings.STANDARD))
        .id();
  }

  private static CompletableFuture<List<Receipt>> send(
      SignalCoherence coherence, TenantId tenant, int id) {
    return coherence
        .ingest()
        .submit(
            new Submission(
                new Origin(Channel.HTTP, new Principal("tester", ACME), Optional.empty()),
                new Grant.EveryTenant(),
                List.of(
                    new Candidate.WellFormed(
                        Signals.of(tenant).withId(String.valueOf(id)).signal()))))
        .toCompletableFuture();
  }

  private static CoherenceQuestion question(TenantId tenant) {
    return new CoherenceQuestion(
        tenant, new Grant.EveryTenant(), Optional.empty(), Optional.empty(), 1);
  }
}
