package io.signalcoherence.adapter.kafka.local;

import java.nio.file.Path;

/** The broker that the build has resolved for tests. */
public final class TestProgram {

  static final String PROPERTY = "signalcoherence.kafka.server.classpath";

  private TestProgram() {}

  public static LocalKafkaProgram get() {
    return LocalKafkaProgram.of(Path.of(System.getProperty(PROPERTY)));
  }
}
