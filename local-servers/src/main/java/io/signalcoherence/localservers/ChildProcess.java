package io.signalcoherence.localservers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How a program is started as a child of this JVM. */
public final class ChildProcess {

  private static final String USUAL_PLACES = "/usr/bin" + File.pathSeparator + "/bin";
  private static final Optional<Path> SETSID = find("setsid", searchPath());

  private ChildProcess() {}

  /**
   * Prepares a process that inherits nothing of ours that a JVM, a linker or a server would heed:
   * of the environment it has {@code PATH}, with {@code LC_ALL=C} and {@code TZ=UTC}.
   *
   * @param command the program and its arguments
   * @return a builder that starts it in the root folder; a caller may change that and the rest
   */
  public static ProcessBuilder prepare(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.clear();
    environment.putAll(Map.of("PATH", path, "LC_ALL", "C", "TZ", "UTC"));
    return builder;
  }

  /**
   * Gives a command a session of its own, so that a Ctrl-C in the terminal reaches the service,
   * which stops its servers last.
   *
   * @param command the program and its arguments
   * @return the command to start instead; the same one where {@code setsid} is not installed
   */
  public static List<String> inOwnSession(List<String> command) {
    List<String> all = new ArrayList<>();
    SETSID.ifPresent(setsid -> all.add(setsid.toString()));
    all.addAll(command);
    return List.copyOf(all);
  }

  /** Returns a program of a search path; it is the first that can be run. */
  static Optional<Path> find(String program, String searchPath) {
    return Stream.of(searchPath.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String searchPath() {
    return Optional.ofNullable(System.getenv("PATH"))
        .map(path -> path + File.pathSeparator + USUAL_PLACES)
        .orElse(USUAL_PLACES);
  }
}
