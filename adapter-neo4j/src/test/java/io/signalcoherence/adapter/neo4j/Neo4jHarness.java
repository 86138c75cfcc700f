package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.contract.GraphHarness;
import io.signalcoherence.ports.out.Graph;

/** Lets the contracts at a graph in the real server, behind a proxy that can break. */
final class Neo4jHarness implements GraphHarness {

  private final BoltProxy proxy;
  private final Neo4jGraph proxied;
  private final Neo4jGraph direct;

  Neo4jHarness() {
    TestServer.empty();
    proxy = new BoltProxy(TestServer.server().access().uri());
    proxied = Neo4jGraph.open(TestServer.config(proxy.uri()));
    direct = Neo4jGraph.open(TestServer.config());
  }

  @Override
  public Graph graph() {
    return proxied.ports();
  }

  @Override
  public Graph anotherProcess() {
    return direct.ports();
  }

  @Override
  public void loseAnswerAfterCommit() {
    proxy.cutNext(BoltProxy.Cut.AFTER_COMMIT);
  }

  @Override
  public void loseConnectionBeforeCommit() {
    proxy.cutNext(BoltProxy.Cut.BEFORE_COMMIT);
  }

  @Override
  public void down() {
    proxy.down();
  }

  @Override
  public void up() {
    proxy.up();
  }

  @Override
  public void close() {
    proxied.close();
    direct.close();
    proxy.close();
  }
}
