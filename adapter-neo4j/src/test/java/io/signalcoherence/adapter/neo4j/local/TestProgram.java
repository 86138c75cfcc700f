package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The server's program as the build resolved it. */
public final class TestProgram {

  private static final String PROPERTY = "signalcoherence.neo4j.classpath";

  private TestProgram() {}

  /** The program; a test that asks for it where no fitting Java is installed is skipped by name. */
  public static Program get() {
    try {
      JavaRuntime unused = JavaRuntime.choose(Optional.empty());
    } catch (LocalNeo4jException e) {
      throw new TestAbortedException("skipped: Neo4j: " + e.getMessage());
    }
    return resolved();
  }

  /** The program, whatever Java there is. */
  static Program resolved() {
    try {
      String text = Files.readString(Path.of(System.getProperty(PROPERTY))).strip();
      return Program.of(Stream.of(text.split(File.pathSeparator, -1)).map(Path::of).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
