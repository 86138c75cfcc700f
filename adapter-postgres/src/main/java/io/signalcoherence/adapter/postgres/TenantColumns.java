package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.model.CacheTime;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** How a tenant is written in its row. */
final class TenantColumns {

  /** What {@link #read} expects, from {@code signalcoherence.tenant t}. */
  static final String SELECTED =
      """
      t.tenant_id, t.organisation, t.cell, t.state, t.healthy, t.warn, t.share, t.retention,
      t.pair_limit, ARRAY(SELECT r.region FROM signalcoherence.tenant_region r
                           WHERE r.tenant_id = t.tenant_id), t.cache_millis\
      """;

  private TenantColumns() {}

  static Tenant read(Record row) {
    Residency residency =
        new Residency(
            new Cell(row.get(2, String.class)),
            Arrays.stream(row.get(9, String[].class)).map(Region::new).collect(Collectors.toSet()));
    TenantSettings settings =
        new TenantSettings(
            new Thresholds(
                new Ratio(row.get(4, BigDecimal.class)), new Ratio(row.get(5, BigDecimal.class))),
            new ShareWeight(row.get(6, Integer.class)),
            Retention.parse(row.get(7, String.class)),
            new PairLimit(row.get(8, Integer.class)),
            cacheTime(row.get(10, Integer.class)));
    return new Tenant(
        new TenantId(row.get(0, String.class)),
        new Organisation(row.get(1, String.class)),
        residency,
        state(row.get(3, String.class)),
        settings);
  }

  private static Optional<CacheTime> cacheTime(@Nullable Integer millis) {
    return Optional.ofNullable(millis).map(Duration::ofMillis).map(CacheTime::new);
  }

  /** What is written of it; null where the service's own holds. */
  static @Nullable Integer cacheMillis(TenantSettings settings) {
    return settings.cacheTime().map(time -> Math.toIntExact(time.value().toMillis())).orElse(null);
  }

  static TenantState state(String name) {
    for (TenantState state : TenantState.values()) {
      if (state.wireName().equals(name)) {
        return state;
      }
    }
    throw new CorruptException("ledger-corrupt", "tenant state: " + name, null);
  }
}
