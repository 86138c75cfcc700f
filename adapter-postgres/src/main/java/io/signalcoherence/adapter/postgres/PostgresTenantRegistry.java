package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.TenantRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** The tenants in their table. Calls overlap; each is one transaction. */
final class PostgresTenantRegistry implements TenantRegistry {

  private static final String FIND =
      "SELECT " + TenantColumns.SELECTED + " FROM signalcoherence.tenant t WHERE t.tenant_id = ?";

  private static final String LIST =
      "SELECT " + TenantColumns.SELECTED + " FROM signalcoherence.tenant t ORDER BY t.tenant_id";

  /** Its row has this transaction's id only if it is this one that registers it. */
  private static final String REGISTER =
      """
      SELECT signalcoherence.register_tenant(?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
      UPDATE signalcoherence.tenant SET cache_millis = ?::integer
       WHERE tenant_id = ? AND xmin = pg_current_xact_id()::xid;
      """
          + FIND;

  /** Waits for the appends that saw the tenant as it was; later ones see it as it will be. */
  private static final String CHANGE =
      """
      SELECT pg_advisory_xact_lock(signalcoherence.tenant_lock_key(?));
      UPDATE signalcoherence.tenant
         SET healthy = ?, warn = ?, share = ?, retention = ?, pair_limit = ?,
             cache_millis = ?::integer
       WHERE tenant_id = ?;
      """
          + FIND;

  /** Waits as {@link #CHANGE} does. */
  private static final String MOVE =
      """
      SELECT pg_advisory_xact_lock(signalcoherence.tenant_lock_key(?));
      UPDATE signalcoherence.tenant SET state = ? WHERE tenant_id = ? AND state <> 'erased';
      """
          + FIND;

  private static final String UNKNOWN_CELL = "SC001";
  private static final String REGION_NOT_ALLOWED = "SC002";

  private final Queries queries;

  PostgresTenantRegistry(Queries queries) {
    this.queries = queries;
  }

  @Override
  public Optional<Tenant> find(TenantId id) {
    return queries.read(
        "find tenant", sql -> sql.fetchOptional(FIND, id.value()).map(TenantColumns::read));
  }

  @Override
  public List<Tenant> list() {
    return queries.read("list tenants", sql -> sql.fetch(LIST).map(TenantColumns::read));
  }

  @Override
  public Tenant register(Tenant tenant) {
    TenantSettings settings = tenant.settings();
    Object[] bindings = {
      tenant.id().value(),
      tenant.organisation().value(),
      tenant.residency().cell().value(),
      tenant.residency().allowed().stream().map(Region::value).toArray(String[]::new),
      tenant.state().wireName(),
      settings.thresholds().healthy().value(),
      settings.thresholds().warn().value(),
      settings.share().value(),
      settings.retention().toString(),
      settings.pairs().value(),
      TenantColumns.cacheMillis(settings),
      tenant.id().value(),
      tenant.id().value()
    };
    try {
      return queries.write("register tenant", sql -> last(sql, REGISTER, bindings)).orElseThrow();
    } catch (InfrastructureException e) {
      throw refusalOr(e, tenant);
    }
  }

  private static RuntimeException refusalOr(InfrastructureException failure, Tenant tenant) {
    String state = failure.getCause() instanceof SQLException sql ? SqlFailure.stateOf(sql) : "";
    return switch (state) {
      case UNKNOWN_CELL ->
          new InvalidValueException("cell", tenant.residency().cell(), "this database's cell");
      case REGION_NOT_ALLOWED ->
          new InvalidValueException(
              "regions",
              tenant.residency().allowed(),
              "all regions of cell " + tenant.residency().cell());
      default -> failure;
    };
  }

  @Override
  public Optional<Tenant> change(TenantId id, TenantSettings settings) {
    Object[] bindings = {
      id.value(),
      settings.thresholds().healthy().value(),
      settings.thresholds().warn().value(),
      settings.share().value(),
      settings.retention().toString(),
      settings.pairs().value(),
      TenantColumns.cacheMillis(settings),
      id.value(),
      id.value()
    };
    return queries.write("change tenant", sql -> last(sql, CHANGE, bindings));
  }

  @Override
  public Optional<Tenant> move(TenantId id, TenantState state) {
    Object[] bindings = {id.value(), state.wireName(), id.value(), id.value()};
    return queries.write("move tenant", sql -> last(sql, MOVE, bindings));
  }

  /** The tenant that the last of several statements found. */
  private static Optional<Tenant> last(DSLContext sql, String statements, Object... bindings) {
    var results = sql.fetchMany(statements, bindings);
    return results.get(results.size() - 1).stream().findFirst().map(TenantColumns::read);
  }
}
