package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.neo4j.Neo4jConfig;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.core.engine.FollowerSettings;

/** Settings of the graph that the ledger is followed into. */
enum GraphSetting implements Setting {
  URI(
      "neo4j.uri",
      Kind.TEXT,
      "",
      "Bolt address of a Neo4j 5 that the ledger is followed into, such as"
          + " bolt://127.0.0.1:7687; empty runs without a graph."),
  USER("neo4j.user", Kind.TEXT, "neo4j", "Login at Neo4j."),
  PASSWORD("neo4j.password", Kind.SECRET, "", "Its password."),
  PASSWORD_FILE(
      "neo4j.password-file",
      Kind.PATH,
      "",
      "File whose first line is the password; if set, it is used instead of neo4j.password."),
  DATABASE(
      "neo4j.database",
      Kind.TEXT,
      Neo4jConfig.STANDARD_DATABASE,
      "Neo4j database for the graph, and for nothing else."),
  CONNECTIONS(
      "neo4j.connections",
      Kind.NUMBER,
      Neo4jConfig.STANDARD_CONNECTIONS + "",
      "Most connections to Neo4j; 2 to 200."),
  CONNECT_TIME(
      "neo4j.connect-time",
      Kind.DURATION,
      Kind.text(Deadlines.STANDARD.connect()),
      "How long making a connection may take; 100ms to 1m."),
  CHANGE_TIME(
      "neo4j.change-time",
      Kind.DURATION,
      Kind.text(Deadlines.STANDARD.change()),
      "How long a transaction of the follower may take; neo4j.connect-time to 10m."),
  QUESTION_TIME(
      "neo4j.question-time",
      Kind.DURATION,
      Kind.text(Deadlines.STANDARD.question()),
      "How long a question to the graph may take; neo4j.connect-time to 10m."),
  BATCH_SIZE(
      "graph.batch-size",
      Kind.NUMBER,
      FollowerSettings.STANDARD.batch() + "",
      "Most signals in one transaction of the follower; 1 to 100000."),
  POLL(
      "graph.poll",
      Kind.DURATION,
      Kind.text(FollowerSettings.STANDARD.poll()),
      "How long after it has caught up the follower looks again; 1ms to 1m."),
  FIRST_BACK_OFF(
      "graph.first-back-off",
      Kind.DURATION,
      Kind.text(FollowerSettings.STANDARD.firstBackOff()),
      "Wait before the follower's second try, doubled before each further one; 1ms to 1m."),
  LONGEST_BACK_OFF(
      "graph.longest-back-off",
      Kind.DURATION,
      Kind.text(FollowerSettings.STANDARD.longestBackOff()),
      "Longest wait between two tries of the follower; graph.first-back-off to 10m.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts
  private final Definition definition;

  GraphSetting(String key, Kind kind, String defaultText, String meaning) {
    this.definition = new Definition(key, kind, defaultText, meaning);
  }

  @Override
  public Definition definition() {
    return definition;
  }
}
