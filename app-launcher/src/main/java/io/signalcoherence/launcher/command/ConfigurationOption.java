package io.signalcoherence.launcher.command;

import io.signalcoherence.launcher.config.Configuration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration comes from: the same for every command that needs one. */
final class ConfigurationOption {

  private final Map<String, String> environment;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "YAML file; else the one that SIGNALCOHERENCE_CONFIG names; else all defaults.")
  private @Nullable Path file;

  ConfigurationOption(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Reads and validates. */
  Configuration load() {
    return load(Map.of());
  }

  /** The same, with variables that count where the environment has none of the name. */
  Configuration load(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(environment);
    return Configuration.load(file(), all);
  }

  /** The file that was named. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }
}
