package io.signalcoherence.adapter.neo4j.local;

import java.util.List;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** Talks to a local server as any client would. */
final class Cypher {

  private Cypher() {}

  static List<Record> run(LocalNeo4jAccess access, String query) {
    try (Driver driver =
            GraphDatabase.driver(access.uri(), AuthTokens.basic(access.user(), access.password()));
        Session session = driver.session()) {
      return session.run(query).list();
    }
  }

  /** Stores something that later starts can look for. */
  static void plant(LocalNeo4jAccess access) {
    run(access, "CREATE (:Planted {value: 42})");
  }

  static List<Integer> planted(LocalNeo4jAccess access) {
    return run(access, "MATCH (p:Planted) RETURN p.value AS value").stream()
        .map(found -> found.get("value").asInt())
        .toList();
  }
}
