package io.signalcoherence.adapter.neo4j.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to run a local server.
 *
 * @param program what to run
 * @param folder the server's folder, made if missing (its parent must exist); if ephemeral, the
 *     folder in which a fresh one is made
 * @param ephemeral whether the server's folder is a fresh one that is removed on close; durability
 *     within its life is unchanged
 * @param port TCP port on 127.0.0.1; 0 takes a free one, remembers it in the folder and takes the
 *     same again while it is free
 * @param startupTimeout time within which the server must answer, crash recovery included; over 0
 * @param stopAtJvmExit whether a shutdown hook stops the server; false for a caller with a shutdown
 *     order of its own, who must then call {@link LocalNeo4j#close} himself
 */
public record LocalNeo4jConfig(
    Program program,
    Path folder,
    boolean ephemeral,
    int port,
    Duration startupTimeout,
    boolean stopAtJvmExit) {

  /** The startup timeout unless another is given: 90 s. */
  public static final Duration DEFAULT_STARTUP_TIMEOUT = Duration.ofSeconds(90);

  /** Refuses a port or timeout out of range. */
  public LocalNeo4jConfig {
    requireNonNull(program, "program");
    requireNonNull(folder, "folder");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (startupTimeout.isNegative() || startupTimeout.isZero()) {
      throw new IllegalArgumentException("startupTimeout: " + startupTimeout + " (expected: > 0)");
    }
  }

  /**
   * What to run.
   *
   * @param classPath the server's class path, never a part of this process's
   * @param java the {@code java} executable to run it with, of version 17 or 21; if empty, one is
   *     looked for where they usually lie
   * @param heapMebibytes the most heap that it takes, 128 or more
   * @param pageCacheMebibytes memory for its files, 8 or more
   */
  public record Program(
      List<Path> classPath, Optional<Path> java, int heapMebibytes, int pageCacheMebibytes) {

    /** Copies the class path; refuses memory out of range. */
    public Program {
      classPath = List.copyOf(classPath);
      if (heapMebibytes < 128) {
        throw new IllegalArgumentException(
            "heapMebibytes: " + heapMebibytes + " (expected: 128 or more)");
      }
      if (pageCacheMebibytes < 8) {
        throw new IllegalArgumentException(
            "pageCacheMebibytes: " + pageCacheMebibytes + " (expected: 8 or more)");
      }
    }

    /**
     * Returns a small server's: 256 MiB of heap, 64 MiB for files, whatever fitting Java is found.
     *
     * @param classPath the server's class path
     * @return with every other component at its default
     */
    public static Program of(List<Path> classPath) {
      return new Program(classPath, Optional.empty(), 256, 64);
    }

    /**
     * Returns this with a given Java.
     *
     * @param executable the {@code java} to run it with
     * @return the copy
     */
    public Program withJava(Path executable) {
      return new Program(classPath, Optional.of(executable), heapMebibytes, pageCacheMebibytes);
    }
  }

  /**
   * Returns the configuration of a durable server on a free port.
   *
   * @param program what to run
   * @param folder the server's folder
   * @return with every other component at its default
   */
  public static LocalNeo4jConfig durable(Program program, Path folder) {
    return new LocalNeo4jConfig(program, folder, false, 0, DEFAULT_STARTUP_TIMEOUT, true);
  }

  /**
   * Returns the configuration of a server in a fresh folder below the temporary one, removed on
   * close.
   *
   * @param program what to run
   * @return with every other component at its default
   */
  public static LocalNeo4jConfig temporary(Program program) {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    return new LocalNeo4jConfig(program, parent, true, 0, DEFAULT_STARTUP_TIMEOUT, true);
  }

  /**
   * Returns this with another port.
   *
   * @param newPort 0 to 65535
   * @return the copy
   */
  public LocalNeo4jConfig withPort(int newPort) {
    return new LocalNeo4jConfig(program, folder, ephemeral, newPort, startupTimeout, stopAtJvmExit);
  }

  /**
   * Returns this with another startup timeout.
   *
   * @param newTimeout over 0
   * @return the copy
   */
  public LocalNeo4jConfig withStartupTimeout(Duration newTimeout) {
    return new LocalNeo4jConfig(program, folder, ephemeral, port, newTimeout, stopAtJvmExit);
  }

  /**
   * Returns this with or without the shutdown hook.
   *
   * @param newStopAtJvmExit whether a shutdown hook stops the server
   * @return the copy
   */
  public LocalNeo4jConfig withStopAtJvmExit(boolean newStopAtJvmExit) {
    return new LocalNeo4jConfig(program, folder, ephemeral, port, startupTimeout, newStopAtJvmExit);
  }
}
