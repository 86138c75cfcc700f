package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException;
import io.signalcoherence.adapter.kafka.local.LocalKafkaProgram;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The class paths of servers that are none of ours, as {@code ./coherence} gives them. */
final class ServerPrograms {

  private ServerPrograms() {}

  static LocalKafkaProgram kafka() throws CannotBreak {
    Path file = file(Server.KAFKA);
    try {
      return LocalKafkaProgram.of(file);
    } catch (LocalKafkaException e) {
      throw new CannotBreak(String.valueOf(e.getMessage()), e);
    }
  }

  static LocalNeo4jConfig.Program neo4j() throws CannotBreak {
    Path file = file(Server.NEO4J);
    try {
      List<Path> entries =
          Pattern.compile(Pattern.quote(File.pathSeparator))
              .splitAsStream(Files.readString(file).strip())
              .filter(entry -> !entry.isEmpty())
              .map(Path::of)
              .toList();
      return LocalNeo4jConfig.Program.of(entries);
    } catch (IOException e) {
      throw new CannotBreak("its class path can't be read: " + file, e);
    }
  }

  private static Path file(Server server) throws CannotBreak {
    return Optional.ofNullable(
            System.getProperty("signalcoherence." + server.wireName() + ".server.classpath"))
        .map(Path::of)
        .orElseThrow(
            () -> new CannotBreak("its class path was not given (./coherence gives it)", null));
  }
}
