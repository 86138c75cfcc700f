package io.signalcoherence.launcher.stack;

import io.signalcoherence.adapter.kafka.KafkaAdapter;
import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.kafka.KafkaConnection;
import io.signalcoherence.adapter.kafka.local.LocalKafka;
import io.signalcoherence.adapter.kafka.local.LocalKafkaConfig;
import io.signalcoherence.adapter.kafka.local.LocalKafkaException;
import io.signalcoherence.adapter.kafka.local.LocalKafkaProgram;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4j;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresException;
import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.adapter.redis.local.LocalRedisConfig;
import io.signalcoherence.adapter.redis.local.LocalRedisException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Starts each server by its adapter's own means. */
final class ServerStarts {

  private static final String HOST = "127.0.0.1:";

  /** Of each topic: as many instances may share it. */
  static final int PARTITIONS = 8;

  private static final Set<LocalNeo4jException.Reason> MISSING =
      Set.of(
          LocalNeo4jException.Reason.JAVA_UNSUPPORTED,
          LocalNeo4jException.Reason.CLASS_PATH_MISSING);

  private ServerStarts() {}

  /** It can't be had on this machine; the others can. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String why) {
      super(why);
    }
  }

  /**
   * Starts one and returns once it answers.
   *
   * @throws Missing if this machine has not what it needs
   * @throws RuntimeException of its adapter if it can't be started
   */
  static RunningServer start(StackPlan plan, StackServer server) throws Missing {
    return switch (server) {
      case POSTGRES -> postgres(plan);
      case KAFKA -> kafka(plan);
      case REDIS -> redis(plan);
      case NEO4J -> neo4j(plan);
    };
  }

  private static RunningServer postgres(StackPlan plan) {
    LocalPostgres running =
        LocalPostgres.start(
            LocalPostgresConfig.durable(plan.folder(StackServer.POSTGRES))
                .withPort(plan.port(StackServer.POSTGRES))
                .withStopAtJvmExit(false));
    return new RunningServer(HOST + running.port(), running.pid(), running::close);
  }

  private static RunningServer kafka(StackPlan plan) throws Missing {
    LocalKafka running =
        LocalKafka.start(
            LocalKafkaConfig.durable(kafkaProgram(plan), plan.folder(StackServer.KAFKA))
                .withPort(plan.port(StackServer.KAFKA))
                .withStopAtJvmExit(false));
    try {
      KafkaAdapter.makeTopics(
          new KafkaConnection(running.bootstrapServers(), Map.of()),
          KafkaConfig.Topics.STANDARD,
          KafkaConfig.Deadlines.STANDARD,
          PARTITIONS);
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
    return new RunningServer(HOST + running.port(), running.pid(), running::close);
  }

  private static LocalKafkaProgram kafkaProgram(StackPlan plan) throws Missing {
    try {
      return LocalKafkaProgram.of(program(plan, StackServer.KAFKA));
    } catch (LocalKafkaException e) {
      throw new Missing(String.valueOf(e.getMessage()));
    }
  }

  private static RunningServer redis(StackPlan plan) {
    LocalRedis running =
        LocalRedis.start(
            LocalRedisConfig.durable(plan.folder(StackServer.REDIS))
                .withPort(plan.port(StackServer.REDIS))
                .withStopAtJvmExit(false));
    return new RunningServer(HOST + running.port(), running.pid(), running::close);
  }

  private static RunningServer neo4j(StackPlan plan) throws Missing {
    Path file = program(plan, StackServer.NEO4J);
    try {
      LocalNeo4j running =
          LocalNeo4j.start(
              LocalNeo4jConfig.durable(
                      LocalNeo4jConfig.Program.of(entries(file)), plan.folder(StackServer.NEO4J))
                  .withPort(plan.port(StackServer.NEO4J))
                  .withStopAtJvmExit(false));
      return new RunningServer(HOST + running.port(), running.pid(), running::close);
    } catch (LocalNeo4jException e) {
      if (MISSING.contains(e.reason())) {
        throw new Missing(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static List<Path> entries(Path file) throws Missing {
    try {
      return Pattern.compile(Pattern.quote(File.pathSeparator))
          .splitAsStream(Files.readString(file).strip())
          .filter(entry -> !entry.isEmpty())
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new Missing("its class path can't be read: " + file);
    }
  }

  private static Path program(StackPlan plan, StackServer server) throws Missing {
    return plan.program(server)
        .orElseThrow(
            () -> new Missing("its class path was not given (./coherence stack gives it)"));
  }

  /** Whether a failure says that the port, folder or program can't be had: a line for people. */
  static boolean isExplained(RuntimeException failure) {
    return failure instanceof LocalPostgresException
        || failure instanceof LocalKafkaException
        || failure instanceof LocalRedisException
        || failure instanceof LocalNeo4jException;
  }
}
