package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.out.LedgerMonitor;
import io.signalcoherence.ports.out.LedgerMonitor.LedgerCondition;
import io.signalcoherence.ports.out.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the ledger when told to, about once a second, and remembers what it saw. Ready means:
 * the last look was in the last {@value #STALE_SECONDS} s and found no fault, none has been under
 * way for more than {@value #SLOW_SECONDS} s, and while some lane refuses signals another one
 * stores them. A question is answered from memory and waits for nothing.
 */
public final class HealthCheck implements ServiceHealth {

  private static final int STALE_SECONDS = 10;
  private static final int SLOW_SECONDS = 2;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LedgerMonitor monitor;
  private final Ticker ticker;
  private final BooleanSupplier draining;
  private final Supplier<Lanes.Standing> lanes;
  private volatile @Nullable Seen seen;
  private volatile @Nullable Duration lookingSince;

  HealthCheck(
      LedgerMonitor monitor,
      Ticker ticker,
      BooleanSupplier draining,
      Supplier<Lanes.Standing> lanes) {
    this.monitor = monitor;
    this.ticker = ticker;
    this.draining = draining;
    this.lanes = lanes;
  }

  /**
   * Looks now. Blocks within the ledger's deadlines and does not throw; to be called by one
   * background thread.
   */
  public void check() {
    Seen now;
    lookingSince = ticker.read();
    try {
      LedgerCondition condition = monitor.look();
      now = new Seen(components(condition), Optional.of(condition.horizonAge()), ticker.read());
    } catch (InfrastructureException e) {
      now = failed(e.code());
    } catch (RuntimeException e) {
      now = failed("unexpected failure");
    }
    seen = now;
    lookingSince = null;
  }

  @Override
  public Readiness readiness() {
    List<Component> components = new ArrayList<>();
    boolean ends = draining.getAsBoolean();
    components.add(new Component("engine", !ends, ends ? "draining" : "takes signals"));
    Lanes.Standing standing = lanes.get();
    if (standing.shedding() > 0) {
      components.add(shedding(standing));
    }
    components.addAll(ledger());
    return new Readiness(components.stream().allMatch(Component::ok), components);
  }

  private static Component shedding(Lanes.Standing standing) {
    boolean storing = standing.storing() > 0;
    String detail = standing.shedding() + " of " + standing.count() + " refuse signals";
    return new Component("lanes", storing, storing ? detail : detail + ", none stores any");
  }

  private List<Component> ledger() {
    Duration now = ticker.read();
    Duration since = lookingSince;
    Seen last = seen;
    if (since != null && now.minus(since).compareTo(Duration.ofSeconds(SLOW_SECONDS)) > 0) {
      return List.of(
          new Component("ledger", false, "no answer for " + seconds(now.minus(since)) + " s"));
    }
    if (last == null) {
      return List.of(new Component("ledger", false, "not looked at yet"));
    }
    Duration age = now.minus(last.at());
    if (age.compareTo(Duration.ofSeconds(STALE_SECONDS)) > 0) {
      return List.of(
          new Component("ledger", false, "not seen for more than " + STALE_SECONDS + " s"));
    }
    List<Component> components = new ArrayList<>(last.components());
    components.add(new Component("ledger-seen", true, seconds(age) + " s ago"));
    return components;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toNanos() / NANOS_PER_SECOND);
  }

  /** The horizon's age when it was last seen; empty if the last look failed. */
  public Optional<Duration> horizonAge() {
    Seen last = seen;
    return last == null ? Optional.empty() : last.horizonAge();
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
