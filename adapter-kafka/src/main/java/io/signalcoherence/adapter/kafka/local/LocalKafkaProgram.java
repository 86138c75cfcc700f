package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a broker is run with; never on a class path of ours.
 *
 * @param java the Java program, 17 or later
 * @param classPath the jars of Kafka's server and of a binding for its log
 */
public record LocalKafkaProgram(Path java, List<Path> classPath) {

  /**
   * Copies the list.
   *
   * @throws LocalKafkaException if the program or one of the jars is not there
   */
  public LocalKafkaProgram {
    classPath = List.copyOf(classPath);
    if (classPath.isEmpty()) {
      throw missing("classPath: empty (expected: the jars of Kafka's server)");
    }
    if (!Files.isExecutable(java)) {
      throw missing("java: " + java + " (expected: a program that can be run)");
    }
    for (Path entry : classPath) {
      if (!Files.isReadable(entry)) {
        throw missing("classPath: " + entry + " (expected: a file that can be read)");
      }
    }
  }

  /**
   * Reads the class path from a file and takes the Java that this runs on.
   *
   * @param file one line of paths, separated as a class path is; the build writes one
   * @return the program
   * @throws LocalKafkaException if the file can't be read, or names what is not there
   */
  public static LocalKafkaProgram of(Path file) {
    try {
      List<Path> entries =
          Pattern.compile(Pattern.quote(File.pathSeparator))
              .splitAsStream(Files.readString(file).strip())
              .filter(entry -> !entry.isEmpty())
              .map(Path::of)
              .toList();
      return new LocalKafkaProgram(
          Path.of(System.getProperty("java.home"), "bin", "java"), entries);
    } catch (IOException e) {
      throw new LocalKafkaException(
          Reason.PROGRAM_MISSING,
          "class path of Kafka's server: " + file + " (expected: a file that can be read)",
          e);
    }
  }

  String joined() {
    Stream<String> entries = classPath.stream().map(path -> path.toAbsolutePath().toString());
    return String.join(File.pathSeparator, entries.toList());
  }

  private static LocalKafkaException missing(String message) {
    return new LocalKafkaException(Reason.PROGRAM_MISSING, message);
  }
}
