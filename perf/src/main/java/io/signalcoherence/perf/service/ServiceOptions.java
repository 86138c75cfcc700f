package io.signalcoherence.perf.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that say which service is measured: its JDK, its settings, its folder. */
public final class ServiceOptions {

  @Option(
      names = "--jdk",
      paramLabel = "FOLDER",
      description = "the JDK that runs the service (default: that which runs this)")
  private Path jdk = Path.of(System.getProperty("java.home"));

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "one more option of the service's JVM; repeatable")
  private List<String> javaOptions = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of the service, such as ingest.lanes.count=2; repeatable")
  private Map<String, String> settings = new TreeMap<>();

  @Option(
      names = "--folder",
      description = "where data and log go; a fresh temporary one unless given")
  private Path folder = Path.of("");

  /** Options that were not given. */
  public ServiceOptions() {}

  /** The folder for data and log, which is made if need be. */
  public Path folder(String purpose) throws IOException {
    return folder.toString().isEmpty()
        ? Files.createTempDirectory("signalcoherence-" + purpose + "-")
        : Files.createDirectories(folder).toAbsolutePath();
  }

  /** How the service is run. */
  public ServiceLaunch launch() {
    return ServiceLaunch.asUsersDo(jdk, javaOptions);
  }

  /**
   * How the service is run, with class data shared through a file.
   *
   * @param archive the file
   */
  public ServiceLaunch launch(Path archive) {
    return launch().sharingClasses(jdk, archive);
  }

  /** The settings as the service's environment. */
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    settings.forEach((key, value) -> environment.put(variable(key), value));
    return environment;
  }

  /** The JDK and the settings in words. */
  public String text() {
    return "JDK " + Jdk.version(jdk) + ", settings " + (settings.isEmpty() ? "standard" : settings);
  }

  static String variable(String key) {
    return "SIGNALCOHERENCE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
