package io.signalcoherence.adapter.neo4j;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The constraints and indexes of the graph. Each node has a key that is unique, so that a MERGE
 * finds it by an index and can't double it.
 */
final class GraphSchema {

  /** What there must be, by name. */
  static final Map<String, String> CONSTRAINTS =
      Map.of(
          "signalcoherence_tenant", "(n:Tenant) REQUIRE n.id IS UNIQUE",
          "signalcoherence_source", "(n:Source) REQUIRE (n.tenant, n.id) IS UNIQUE",
          "signalcoherence_request", "(n:Request) REQUIRE (n.tenant, n.key) IS UNIQUE",
          "signalcoherence_signal", "(n:Signal) REQUIRE (n.tenant, n.source, n.id, n.ts) IS UNIQUE",
          "signalcoherence_projection", "(n:Projection) REQUIRE n.name IS UNIQUE");

  /** What questions go by. */
  static final Map<String, String> INDEXES =
      Map.of(
          "signalcoherence_sources", "(n:Source) ON (n.tenant)",
          "signalcoherence_times", "(n:Signal) ON (n.tenant, n.source, n.ts)",
          "signalcoherence_admission", "(n:Signal) ON (n.admission)");

  private static final String CONSTRAINT_NAMES = "SHOW CONSTRAINTS YIELD name RETURN name";
  private static final String INDEX_NAMES = "SHOW INDEXES YIELD name RETURN name";

  private GraphSchema() {}

  /** Makes what is missing. Safe to repeat, and to run beside others. */
  static void ensure(GraphLink link, GraphLink.Call call) {
    Set<String> there =
        link.call(
            call,
            transaction -> {
              Set<String> names = names(transaction, CONSTRAINT_NAMES);
              names.addAll(names(transaction, INDEX_NAMES));
              return names;
            });
    List<String> missing =
        Stream.concat(
                CONSTRAINTS.entrySet().stream()
                    .filter(each -> !there.contains(each.getKey()))
                    .map(each -> statement("CONSTRAINT", each)),
                INDEXES.entrySet().stream()
                    .filter(each -> !there.contains(each.getKey()))
                    .map(each -> statement("INDEX", each)))
            .toList();
    if (!missing.isEmpty()) {
      link.statements(call, missing);
    }
  }

  private static Set<String> names(GraphTransaction transaction, String query) {
    return transaction.run(query, Map.of()).stream()
        .map(found -> found.get("name").asString())
        .collect(Collectors.toSet());
  }

  private static String statement(String kind, Map.Entry<String, String> each) {
    return "CREATE " + kind + " " + each.getKey() + " IF NOT EXISTS FOR " + each.getValue();
  }
}
