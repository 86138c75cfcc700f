package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.model.ProjectedSignal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;

/** The statements that change the graph, each made for many rows at once. */
final class GraphWrites {

  private static final String TENANTS = "UNWIND $rows AS row MERGE (:Tenant {id: row.tenant})";

  private static final String SOURCES =
      "UNWIND $rows AS row MERGE (:Source {tenant: row.tenant, id: row.source})";

  private static final String REQUESTS =
      """
      UNWIND $rows AS row
      MERGE (q:Request {tenant: row.tenant, key: row.key})
      ON CREATE SET q += row.properties
      """;

  /**
   * What the three before it have made is found here by its key, once for all signals that hang on
   * the same.
   */
  private static final String SIGNALS =
      """
      UNWIND $rows AS row
      MATCH (t:Tenant {id: row.tenant})
      MATCH (o:Source {tenant: row.tenant, id: row.source})
      MATCH (q:Request {tenant: row.tenant, key: row.request})
      UNWIND row.signals AS one
      MERGE (s:Signal {tenant: row.tenant, source: row.source, id: one.id, ts: one.ts})
      ON CREATE SET s.type = one.type, s.value = one.value, s.weight = one.weight,
        s.admission = one.admission, s.digest = one.digest
      MERGE (t)-[:EMITS]->(s)
      MERGE (s)-[:FROM]->(o)
      MERGE (s)-[:CAME_BY]->(q)
      """;

  /** Signals go first: what they hang on has no relationship left when it goes. */
  private static final List<String> LABELS = List.of("Signal", "Request", "Source", "Tenant");

  private GraphWrites() {}

  /** Adds the signals, and what they hang on; those that are there already stay as they are. */
  static void merge(GraphTransaction transaction, List<ProjectedSignal> signals) {
    if (signals.isEmpty()) {
      return;
    }
    Map<Object, Map<String, Object>> tenants = new LinkedHashMap<>();
    Map<Object, Map<String, Object>> sources = new LinkedHashMap<>();
    Map<Object, Map<String, Object>> requests = new LinkedHashMap<>();
    Map<Object, Group> groups = new LinkedHashMap<>();
    for (ProjectedSignal signal : signals) {
      String tenant = signal.key().tenant().value();
      String source = signal.key().source().value();
      tenants.putIfAbsent(tenant, Map.of("tenant", tenant));
      sources.putIfAbsent(List.of(tenant, source), Map.of("tenant", tenant, "source", source));
      requests.computeIfAbsent(
          List.of(tenant, signal.request()), unused -> RequestNodes.row(signal));
      String request = RequestNodes.key(signal.request());
      groups
          .computeIfAbsent(
              List.of(tenant, source, request), unused -> new Group(tenant, source, request))
          .signals
          .add(SignalNodes.row(signal));
    }
    run(transaction, TENANTS, tenants.values());
    run(transaction, SOURCES, sources.values());
    run(transaction, REQUESTS, requests.values());
    run(transaction, SIGNALS, groups.values().stream().map(Group::row).toList());
  }

  /** Signals that hang on the same. */
  private record Group(
      String tenant, String source, String request, List<Map<String, Object>> signals) {

    Group(String tenant, String source, String request) {
      this(tenant, source, request, new ArrayList<>());
    }

    Map<String, Object> row() {
      return Map.of("tenant", tenant, "source", source, "request", request, "signals", signals);
    }
  }

  private static void run(
      GraphTransaction transaction, String cypher, Collection<Map<String, Object>> rows) {
    List<Record> unused = transaction.run(cypher, Map.of("rows", List.copyOf(rows)));
  }

  /**
   * Removes at most so many nodes.
   *
   * @return whether there may be more
   */
  static boolean removeSome(GraphTransaction transaction, int most) {
    int left = most;
    for (String label : LABELS) {
      if (left > 0) {
        String cypher =
            "MATCH (n:" + label + ") WITH n LIMIT $most DETACH DELETE n RETURN count(*) AS gone";
        left -= transaction.run(cypher, Map.of("most", left)).get(0).get("gone").asInt();
      }
    }
    return left == 0;
  }
}
