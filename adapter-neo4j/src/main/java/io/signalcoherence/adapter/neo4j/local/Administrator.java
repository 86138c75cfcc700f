package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import io.signalcoherence.localservers.KeyValueFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The server's administrator, whose password is random, made once per folder, and in a file that
 * only its owner can read.
 */
final class Administrator {

  static final String USER = "neo4j";

  /** What every new server lets its administrator in with, once, to choose another. */
  private static final String FIRST_PASSWORD = "neo4j";

  private static final int PASSWORD_BYTES = 30;
  private static final int CONNECT_SECONDS = 5;
  private static final SessionConfig SYSTEM =
      SessionConfig.builder().withDatabase("system").build();

  private Administrator() {}

  /** What a try to log in has found. */
  private enum Attempt {
    IN,
    REFUSED,
    NOT_YET
  }

  /** Returns the folder's password, or makes it if it has neither password nor data. */
  static String password(ServerFolder folder) throws IOException {
    String password = KeyValueFile.read(folder.credentials()).get(USER);
    if (password != null) {
      return password;
    }
    if (folder.hasData()) {
      throw new LocalNeo4jException(
          Reason.FOLDER_UNUSABLE,
          "Neo4j folder "
              + folder.path()
              + ": credentials.properties lacks "
              + USER
              + "; restore that file from a backup, or remove the folder");
    }
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    KeyValueFile.write(folder.credentials(), Map.of(USER, made));
    return made;
  }

  /**
   * Waits until the server lets the administrator in by his password, and sets it if the server
   * still has the first one: an earlier start may have ended in between.
   */
  static void await(ServerProcess server, String password, LocalNeo4jConfig config, long endNanos) {
    while (true) {
      Attempt own = attempt(server, password, password);
      Attempt first =
          own == Attempt.REFUSED ? attempt(server, FIRST_PASSWORD, password) : Attempt.NOT_YET;
      if (own == Attempt.IN || first == Attempt.IN) {
        return;
      }
      if (first == Attempt.REFUSED) {
        throw new LocalNeo4jException(
            Reason.FOLDER_UNUSABLE,
            "the server on port "
                + server.port()
                + " refuses the password in credentials.properties; restore that file from a"
                + " backup, or remove the folder");
      }
      server.requireAlive();
      server.pause(config.startupTimeout(), endNanos);
    }
  }

  private static Attempt attempt(ServerProcess server, String password, String wanted) {
    Config config =
        Config.builder()
            .withConnectionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .withConnectionAcquisitionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .withMaxConnectionPoolSize(1)
            .withEventLoopThreads(1)
            .withTelemetryDisabled(true)
            .build();
    try (Driver driver =
            GraphDatabase.driver(
                LocalNeo4jAccess.uri(server.port()), AuthTokens.basic(USER, password), config);
        Session session = driver.session(SYSTEM)) {
      if (password.equals(wanted)) {
        session.run("SHOW CURRENT USER").consume();
      } else {
        Map<String, Object> change = Map.of("old", password, "new", wanted);
        session.run("ALTER CURRENT USER SET PASSWORD FROM $old TO $new", change).consume();
      }
      return Attempt.IN;
    } catch (AuthenticationException e) {
      return Attempt.REFUSED;
    } catch (Neo4jException e) {
      return Attempt.NOT_YET;
    }
  }
}
