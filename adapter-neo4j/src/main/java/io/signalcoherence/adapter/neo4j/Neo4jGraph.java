package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.out.Graph;

/**
 * The graph in a Neo4j database, with its connections. Safe for use by many threads.
 *
 * <p>Making it connects to nothing, so that a service starts without its graph; constraints and
 * indexes are made by the first change. Every failure of the database is an {@link
 * io.signalcoherence.ports.error.InfrastructureException}.
 */
public final class Neo4jGraph implements AutoCloseable {

  private final GraphLink link;
  private final Graph ports;

  private Neo4jGraph(GraphLink link, Neo4jConfig.Deadlines deadlines) {
    this.link = link;
    this.ports =
        new Graph(new Neo4jProjection(link, deadlines), new Neo4jQuestions(link, deadlines));
  }

  /**
   * Makes one that will connect when it is first asked something.
   *
   * @param config where the database is
   */
  public static Neo4jGraph open(Neo4jConfig config) {
    return new Neo4jGraph(GraphLink.open(config), config.deadlines());
  }

  /** The ports of this graph, valid until it is closed. */
  public Graph ports() {
    return ports;
  }

  /** Closes all connections; what is under way fails. */
  @Override
  public void close() {
    link.close();
  }
}
