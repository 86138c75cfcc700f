package io.signalcoherence.perf.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child process runs: a main class of this process' class path, and how.
 *
 * @param java the {@code java} command
 * @param options of the JVM
 * @param main the class and its arguments
 */
public record ServiceLaunch(Path java, List<String> options, List<String> main) {

  /** The service, with a JVM that is soon at its best but never very fast: for drills. */
  public static final ServiceLaunch QUICK =
      new ServiceLaunch(
          java(Path.of(System.getProperty("java.home"))),
          List.of("-Xmx384m", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1"),
          List.of("io.signalcoherence.launcher.Coherence", "serve"));

  private static final int OLDEST_THAT_ASKS_FOR_UNSAFE = 24;
  private static final int OLDEST_THAT_SHARES_BY_ITSELF = 19;

  /** Copies the lists. */
  public ServiceLaunch {
    options = List.copyOf(options);
    main = List.copyOf(main);
  }

  /**
   * The service, with the JVM options of {@code ./coherence serve}.
   *
   * @param jdk a JDK's folder
   * @param more options that come last
   */
  public static ServiceLaunch asUsersDo(Path jdk, List<String> more) {
    List<String> options = new ArrayList<>(List.of("-Xmx384m", "-XX:+UseParallelGC"));
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-Dfile.encoding=UTF-8");
    if (Jdk.major(jdk) >= OLDEST_THAT_ASKS_FOR_UNSAFE) {
      options.add("--enable-native-access=ALL-UNNAMED");
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    options.addAll(more);
    return new ServiceLaunch(java(jdk), options, QUICK.main());
  }

  /**
   * The same with class data shared through a file, as {@code ./coherence} does where the JDK
   * writes that by itself: the first JVM leaves it when it ends, later ones start with it.
   *
   * @param jdk the JDK's folder
   * @param archive the file
   */
  public ServiceLaunch sharingClasses(Path jdk, Path archive) {
    return Jdk.major(jdk) < OLDEST_THAT_SHARES_BY_ITSELF
        ? this
        : with(
            List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off"));
  }

  /** The same JVM with another main class. */
  public ServiceLaunch running(List<String> other) {
    return new ServiceLaunch(java, options, other);
  }

  /** The same with more options of the JVM. */
  public ServiceLaunch with(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new ServiceLaunch(java, all, main);
  }

  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(main);
    return command;
  }

  private static Path java(Path jdk) {
    return jdk.resolve("bin").resolve("java");
  }
}
