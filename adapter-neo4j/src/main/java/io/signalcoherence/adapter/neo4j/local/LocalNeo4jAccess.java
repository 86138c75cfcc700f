package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.localservers.LoopbackPort;
import java.net.URI;

/**
 * Where a local server listens and how to log in; its text form masks the password.
 *
 * @param uri its Bolt address on 127.0.0.1
 * @param user the administrator's name
 * @param password the password in clear
 */
public record LocalNeo4jAccess(URI uri, String user, String password) {

  static URI uri(int port) {
    return URI.create("bolt://" + LoopbackPort.HOST + ":" + port);
  }

  @Override
  public String toString() {
    return "LocalNeo4jAccess[uri=" + uri + ", user=" + user + ", password=***]";
  }
}
