package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.out.LedgerMonitor;
import io.signalcoherence.ports.out.LedgerMonitor.LedgerCondition;
import io.signalcoherence.ports.out.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the ledger when told to, about once a second, and remembers what it saw. Ready means:
 * the last look was in the last {@value #STALE_SECONDS} s, found no fault, and the engine takes
 * signals.
 */
public final class HealthCheck implements ServiceHealth {

  private static final int STALE_SECONDS = 10;

  private final LedgerMonitor monitor;
  private final Ticker ticker;
  private final BooleanSupplier draining;
  private volatile @Nullable Seen seen;

  HealthCheck(LedgerMonitor monitor, Ticker ticker, BooleanSupplier draining) {
    this.monitor = monitor;
    this.ticker = ticker;
    this.draining = draining;
  }

  /**
   * Looks now. Blocks within the ledger's deadlines and does not throw; to be called by one
   * background thread.
   */
  public void check() {
    Seen now;
    try {
      LedgerCondition condition = monitor.look();
      now = new Seen(components(condition), Optional.of(condition.horizonAge()), ticker.read());
    } catch (InfrastructureException e) {
      now = failed(e.code());
    } catch (RuntimeException e) {
      now = failed("unexpected failure");
    }
    seen = now;
  }

  @Override
  public Readiness readiness() {
    List<Component> components = new ArrayList<>();
    boolean ends = draining.getAsBoolean();
    components.add(new Component("engine", !ends, ends ? "draining" : "takes signals"));
    Seen last = seen;
    if (last == null) {
      components.add(new Component("ledger", false, "not looked at yet"));
    } else if (isStale(last)) {
      components.add(
          new Component("ledger", false, "not seen for more than " + STALE_SECONDS + " s"));
    } else {
      components.addAll(last.components());
    }
    return new Readiness(components.stream().allMatch(Component::ok), components);
  }

  /** The horizon's age when it was last seen; empty if the last look failed. */
  public Optional<Duration> horizonAge() {
    Seen last = seen;
    return last == null ? Optional.empty() : last.horizonAge();
  }

  private boolean isStale(Seen last) {
    return ticker.read().minus(last.at()).compareTo(Duration.ofSeconds(STALE_SECONDS)) > 0;
  }

  private Seen failed(String why) {
    return new Seen(List.of(new Component("ledger", false, why)), Optional.empty(), ticker.read());
  }

  private static List<Component> components(LedgerCondition condition) {
    List<Component> components = new ArrayList<>();
    if (condition.faults().isEmpty()) {
      components.add(new Component("ledger", true, "epoch " + condition.epoch().value()));
    }
    for (String fault : condition.faults()) {
      components.add(new Component("ledger", false, fault));
    }
    for (String warning : condition.warnings()) {
      components.add(new Component("ledger-warning", true, warning));
    }
    return components;
  }

  /** What a look saw, and when. */
  private record Seen(List<Component> components, Optional<Duration> horizonAge, Duration at) {}
}
