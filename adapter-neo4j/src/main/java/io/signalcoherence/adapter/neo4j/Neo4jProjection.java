package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.adapter.neo4j.GraphLink.Call;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.GraphProjection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * Merges records into the graph. How far it goes is one node, whose lock every change takes first,
 * so that changes come one after another and each sees what the one before it has left.
 */
final class Neo4jProjection implements GraphProjection {

  private static final String NAME = "signals";
  private static final Map<String, Object> NAMED = Map.of("name", NAME);

  private static final String READ_PROGRESS =
      "MATCH (p:Projection {name: $name}) RETURN p.cursor AS cursor, p.clearing AS clearing";

  /** Writing takes the node's lock until the transaction ends. */
  private static final String LOCK_PROGRESS =
      "MERGE (p:Projection {name: $name}) SET p.turn = coalesce(p.turn, 0) + 1";

  private static final String WRITE_PROGRESS =
      "MATCH (p:Projection {name: $name}) SET p.cursor = $cursor, p.clearing = $clearing";

  private static final String COUNT_LOOSE =
      """
      MATCH (s:Signal) WHERE s.tenant = $tenant AND s.source IS NOT NULL AND s.ts IS NOT NULL
        AND NOT ((:Tenant)-[:EMITS]->(s) AND (s)-[:FROM]->(:Source) AND (s)-[:CAME_BY]->(:Request))
      RETURN count(s) AS loose
      """;

  private static final String EACH_SIGNAL =
      """
      MATCH (t:Tenant {id: $tenant})-[:EMITS]->(s:Signal)-[:FROM]->(o:Source)
      MATCH (s)-[:CAME_BY]->(q:Request)
      RETURN o.id AS source, \
      """
          + SignalNodes.COLUMNS;

  private final GraphLink link;
  private final Deadlines deadlines;
  private volatile boolean schemaIsThere;

  Neo4jProjection(GraphLink link, Deadlines deadlines) {
    this.link = link;
    this.deadlines = deadlines;
  }

  @Override
  public Progress progress() {
    // asked at the beginning and after each failure, when the database may be another one
    ensureSchema();
    return link.call(change("read progress"), Neo4jProjection::readProgress);
  }

  @Override
  public Step apply(Progress from, List<LedgerRecord> records, Cursor next) {
    if (from instanceof Progress.Clearing) {
      throw new InvalidValueException("from", from, "a graph that is not being cleared");
    }
    List<ProjectedSignal> signals = records.stream().map(ProjectedSignal::of).toList();
    return changed(
        "apply",
        from,
        transaction -> {
          GraphWrites.merge(transaction, signals);
          return new Progress.Reached(next);
        });
  }

  @Override
  public Step clear(Progress from, int most) {
    return changed(
        "clear",
        from,
        transaction ->
            GraphWrites.removeSome(transaction, most)
                ? new Progress.Clearing()
                : new Progress.Empty());
  }

  private interface Change {
    Progress make(GraphTransaction transaction);
  }

  private Step changed(String doing, Progress from, Change change) {
    if (!schemaIsThere) {
      ensureSchema();
    }
    return link.call(
        change(doing),
        transaction -> {
          List<Record> unused = transaction.run(LOCK_PROGRESS, NAMED);
          Progress found = readProgress(transaction);
          if (!found.equals(from)) {
            return new Step.Superseded(found);
          }
          Progress now = change.make(transaction);
          writeProgress(transaction, now);
          transaction.commit();
          return new Step.Done(now);
        });
  }

  private static Progress readProgress(GraphTransaction transaction) {
    List<Record> found = transaction.run(READ_PROGRESS, NAMED);
    if (found.isEmpty()) {
      return new Progress.Empty();
    }
    Value cursor = found.get(0).get("cursor");
    if (found.get(0).get("clearing").asBoolean(false)) {
      return new Progress.Clearing();
    }
    return cursor.isNull() ? new Progress.Empty() : new Progress.Reached(decoded(cursor));
  }

  private static Cursor decoded(Value cursor) {
    try {
      return Cursor.decode(cursor.asString());
    } catch (InvalidValueException e) {
      throw new CorruptException("graph-corrupt", "the graph's cursor is none", e);
    }
  }

  private static void writeProgress(GraphTransaction transaction, Progress progress) {
    Map<String, Object> values = new HashMap<>(NAMED);
    values.put(
        "cursor", progress instanceof Progress.Reached reached ? reached.cursor().encoded() : null);
    values.put("clearing", progress instanceof Progress.Clearing);
    List<Record> unused = transaction.run(WRITE_PROGRESS, values);
  }

  @Override
  public SignalsTally tally(TenantId tenant) {
    Call call = new Call("tally", AccessMode.READ, deadlines.tally());
    Map<String, Object> parameters = Map.of("tenant", tenant.value());
    return link.call(
        call,
        transaction -> {
          SignalsTally[] tally = {SignalsTally.NONE};
          transaction.each(
              EACH_SIGNAL,
              parameters,
              found ->
                  tally[0] =
                      tally[0].plus(
                          SignalNodes.read(tenant, found.get("source").asString(), found)));
          long loose = transaction.run(COUNT_LOOSE, parameters).get(0).get("loose").asLong();
          return new SignalsTally(tally[0].signals() + loose, tally[0].digest());
        });
  }

  private void ensureSchema() {
    GraphSchema.ensure(link, change("make constraints and indexes"));
    schemaIsThere = true;
  }

  private Call change(String doing) {
    return new Call(doing, AccessMode.WRITE, deadlines.change());
  }
}
