package io.signalcoherence.core.engine;

import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.error.ConcurrencyConflictException;
import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import io.signalcoherence.ports.out.Ledger;
import io.signalcoherence.ports.out.TenantRegistry;
import io.signalcoherence.ports.out.WindowStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A memory ledger that fails when it is told to. */
final class FaultyLedger {

  private static final Window NOW = Window.endingWith(new EventTime(World.START));

  private final MemoryLedger memory;
  private final List<AppendGroup> late = new ArrayList<>();
  private final List<AppendGroup> appends = new ArrayList<>();

  Supplier<Fault> faults = () -> Fault.NONE;
  Predicate<Signal> unstorable = signal -> false;
  BooleanSupplier registryDown = () -> false;
  BooleanSupplier readsDown = () -> false;
  Runnable beforeAppend = () -> {};
  Runnable afterAppend = () -> {};
  Runnable onRegistry = () -> {};
  Runnable onRead = () -> {};
  Runnable afterRead = () -> {};
  UnaryOperator<AppendGroup> stores = group -> group;
  UnaryOperator<AppendResult> answers = result -> result;
  int registryReads;
  int reads;
  int checks;
  boolean alwaysSaysUnchanged;
  LongSupplier clock = () -> 0;
  long longestRead;

  FaultyLedger(MemoryLedger memory) {
    this.memory = memory;
  }

  MemoryLedger memory() {
    return memory;
  }

  /** Every group that was to be appended, in order, tries included. */
  List<AppendGroup> appends() {
    return appends;
  }

  /** Uses up these faults one an append, then none. */
  void script(Fault... script) {
    List<Fault> left = new ArrayList<>(List.of(script));
    faults = () -> left.isEmpty() ? Fault.NONE : left.remove(0);
  }

  Ledger ports() {
    Ledger sound = memory.ports();
    return new Ledger(
        this::append,
        key -> reading(() -> sound.store().find(key)),
        new Windows(),
        new Registry(),
        sound.reader(),
        () -> reading(() -> sound.monitor().look()));
  }

  private final class Windows implements WindowStore {

    @Override
    public WindowReading read(TenantId tenant, Window window) {
      return reading(() -> memory.ports().windows().read(tenant, window));
    }

    @Override
    public Optional<HistoryReading> read(TenantId tenant, AsOfGrid grid, int mostSums) {
      return reading(() -> memory.ports().windows().read(tenant, grid, mostSums));
    }

    @Override
    public Optional<Snapshot> unchangedSince(TenantId tenant, Snapshot known) {
      checks++;
      WindowStore sound = memory.ports().windows();
      return reading(
          () ->
              alwaysSaysUnchanged
                  ? Optional.of(sound.read(tenant, NOW).snapshot())
                  : sound.unchangedSince(tenant, known));
    }
  }

  private <T> T reading(Supplier<T> read) {
    long begun = clock.getAsLong();
    try {
      return readingOnce(read);
    } finally {
      longestRead = Math.max(longestRead, clock.getAsLong() - begun);
    }
  }

  private <T> T readingOnce(Supplier<T> read) {
    reads++;
    onRead.run();
    if (readsDown.getAsBoolean()) {
      throw new UnavailableException("ledger-unavailable", "down", null);
    }
    T found = read.get();
    afterRead.run();
    return found;
  }

  private AppendResult append(AppendGroup group) {
    appends.add(group);
    Fault fault = faults.get();
    beforeAppend.run();
    late.forEach(memory.ports().signals()::append);
    late.clear();
    if (group.entries().stream().anyMatch(entry -> unstorable.test(entry.signal()))) {
      return new AppendResult.Unstorable("22021");
    }
    failBefore(fault, group);
    AppendResult result = answers.apply(memory.ports().signals().append(stores.apply(group)));
    afterAppend.run();
    if (fault == Fault.UNKNOWN_DONE) {
      throw new OutcomeUnknownException("ledger-outcome-unknown", "lost", null);
    }
    return fault == Fault.CLAIM_MISSING ? withoutLast(result) : result;
  }

  private void failBefore(Fault fault, AppendGroup group) {
    switch (fault) {
      case UNAVAILABLE -> throw new UnavailableException("ledger-unavailable", "down", null);
      case TIMED_OUT -> throw new TimedOutException("ledger-lock-timeout", "slow", null);
      case CONFLICT -> throw new ConcurrencyConflictException("ledger-deadlock", "lost", null);
      case CORRUPT -> throw new CorruptException("ledger-corrupt", "odd", null);
      case BROKEN -> throw new IllegalStateException("a bug");
      case BROKEN_BADLY -> throw new StackOverflowError();
      case UNKNOWN_UNDONE -> throw new OutcomeUnknownException("ledger-outcome-unknown", "", null);
      case UNKNOWN_LATE -> {
        late.add(group);
        throw new OutcomeUnknownException("ledger-outcome-unknown", "", null);
      }
      case NONE, UNKNOWN_DONE, CLAIM_MISSING -> {}
    }
  }

  private static AppendResult withoutLast(AppendResult result) {
    AppendResult.Appended appended = (AppendResult.Appended) result;
    List<Claim> claims = appended.claims();
    return new AppendResult.Appended(claims.subList(0, claims.size() - 1), appended.token());
  }

  /** Does now what was to be done a little later. */
  void settle() {
    late.forEach(memory.ports().signals()::append);
    late.clear();
  }

  /** The registry, with its faults. */
  private final class Registry implements TenantRegistry {

    private final TenantRegistry sound = memory.ports().tenants();

    @Override
    public Optional<Tenant> find(TenantId id) {
      registryReads++;
      onRegistry.run();
      if (registryDown.getAsBoolean()) {
        throw new UnavailableException("registry-unavailable", "down", null);
      }
      return sound.find(id);
    }

    @Override
    public List<Tenant> list() {
      return sound.list();
    }

    @Override
    public Tenant register(Tenant tenant) {
      return sound.register(tenant);
    }

    @Override
    public Optional<Tenant> change(TenantId id, TenantSettings settings) {
      return sound.change(id, settings);
    }

    @Override
    public Optional<Tenant> move(TenantId id, TenantState state) {
      return sound.move(id, state);
    }
  }
}
