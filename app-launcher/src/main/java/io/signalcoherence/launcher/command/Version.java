package io.signalcoherence.launcher.command;

import picocli.CommandLine.IVersionProvider;

/** The version, from the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "Signal Coherence " + (version == null ? "(built from source)" : version),
      "JVM " + Runtime.version()
    };
  }
}
