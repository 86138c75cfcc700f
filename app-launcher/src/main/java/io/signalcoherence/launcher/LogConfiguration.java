package io.signalcoherence.launcher;

/** Which of the launcher's log configurations a program uses. To be chosen before anything logs. */
public enum LogConfiguration {
  /** One JSON object a line, on the error stream. */
  SERVICE("service.xml"),
  /** What goes wrong, in words, on the error stream. */
  TOOL("tool.xml");

  private static final String PROPERTY = "logback.configurationFile";
  private static final String FOLDER = "io/signalcoherence/launcher/log/";

  private final String file;

  LogConfiguration(String file) {
    this.file = file;
  }

  /** Uses it, unless the system property {@code logback.configurationFile} names another. */
  public void choose() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, FOLDER + file);
    }
  }
}
