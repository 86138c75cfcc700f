package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.neo4j.Neo4jConfig;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Login;
import io.signalcoherence.core.engine.FollowerSettings;
import io.signalcoherence.ports.error.InvalidValueException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the records of the graph's settings.
 *
 * @param settings the settings' texts
 */
record GraphSettingsReader(SettingsReader settings) {

  /** Whether and where the ledger is followed; a wrong value is a fault even if it is not. */
  GraphChoice choice() {
    FollowerSettings follower =
        new FollowerSettings(
            settings.number(GraphSetting.BATCH_SIZE),
            settings.duration(GraphSetting.POLL),
            settings.duration(GraphSetting.FIRST_BACK_OFF),
            settings.duration(GraphSetting.LONGEST_BACK_OFF));
    Deadlines deadlines =
        new Deadlines(
            settings.duration(GraphSetting.CONNECT_TIME),
            settings.duration(GraphSetting.CHANGE_TIME),
            settings.duration(GraphSetting.QUESTION_TIME),
            Deadlines.STANDARD.tally());
    String uri = settings.text(GraphSetting.URI);
    if (uri.isEmpty()) {
      return new GraphChoice.None();
    }
    return new GraphChoice.Neo4j(
        new Neo4jConfig(
            uri(uri),
            new Login(settings.text(GraphSetting.USER), password()),
            settings.text(GraphSetting.DATABASE),
            settings.number(GraphSetting.CONNECTIONS),
            deadlines),
        follower);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new InvalidValueException(
          GraphSetting.URI.key(), text, "bolt://host:port or neo4j://host:port");
    }
  }

  private String password() {
    String name = settings.text(GraphSetting.PASSWORD_FILE);
    if (name.isEmpty()) {
      return settings.text(GraphSetting.PASSWORD);
    }
    Path file = settings.path(GraphSetting.PASSWORD_FILE);
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new InvalidValueException(
          GraphSetting.PASSWORD_FILE.key(), name, "a file that can be read");
    }
  }
}
