package io.signalcoherence.launcher.config;

import java.io.Serial;
import java.util.List;

/** The configuration is wrong; tells all faults together, one line each. */
public final class ConfigurationException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Creates the failure from at least one fault. */
  public ConfigurationException(List<String> faults) {
    super(String.join("\n", faults));
  }
}
