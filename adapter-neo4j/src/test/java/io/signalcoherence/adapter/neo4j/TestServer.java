package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Login;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4j;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jAccess;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig;
import io.signalcoherence.adapter.neo4j.local.TestProgram;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** One real server for all tests of this JVM; each test begins with an empty database. */
final class TestServer {

  static final Deadlines DEADLINES =
      new Deadlines(
          Duration.ofSeconds(2),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  private TestServer() {}

  private static final class Running {
    static final LocalNeo4j SERVER =
        LocalNeo4j.start(LocalNeo4jConfig.temporary(TestProgram.get()));
    static final Driver DRIVER = driver(SERVER.access());
  }

  /** The server; a test that asks for it where it can't run is skipped by name. */
  static LocalNeo4j server() {
    LocalNeo4jConfig.Program unused = TestProgram.get();
    return Running.SERVER;
  }

  static Neo4jConfig config() {
    return config(server().access());
  }

  static Neo4jConfig config(LocalNeo4jAccess access) {
    return new Neo4jConfig(
        access.uri(),
        new Login(access.user(), access.password()),
        Neo4jConfig.STANDARD_DATABASE,
        Neo4jConfig.STANDARD_CONNECTIONS,
        DEADLINES);
  }

  static Neo4jConfig config(URI uri) {
    return config().withUri(uri);
  }

  /** Removes all nodes; constraints and indexes stay. */
  static void empty() {
    run("MATCH (n) DETACH DELETE n");
  }

  static List<Record> run(String cypher) {
    return run(cypher, Map.of());
  }

  static List<Record> run(String cypher, Map<String, Object> parameters) {
    try (Session session = session()) {
      return session.run(cypher, parameters).list();
    }
  }

  static Session session() {
    boolean unused = server().isRunning();
    return Running.DRIVER.session();
  }

  private static Driver driver(LocalNeo4jAccess access) {
    return GraphDatabase.driver(access.uri(), AuthTokens.basic(access.user(), access.password()));
  }
}
