package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java that the server runs on.
 *
 * @param executable its {@code java}
 * @param major its major version
 */
record JavaRuntime(Path executable, int major) {

  /** What Neo4j 5.26 is released for; it refuses earlier ones, and later ones break it. */
  static final Set<Integer> FITTING = Set.of(17, 21);

  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);
  private static final List<String> VARIABLES =
      List.of("JAVA_17_HOME", "JAVA_HOME_17_X64", "JAVA_21_HOME", "JAVA_HOME_21_X64", "JAVA_HOME");
  private static final List<String> USUAL_PLACES =
      List.of(
          "/usr/lib/jvm", "/usr/java", "/opt/java", "/opt", "/Library/Java/JavaVirtualMachines");
  private static final List<String> PLACES_OF_A_USER = List.of(".sdkman/candidates/java", ".jdks");

  /** Returns the given one, or one that is found, or throws naming what was found instead. */
  static JavaRuntime choose(Optional<Path> given) {
    return given.map(JavaRuntime::require).orElseGet(() -> find(homes(System::getenv)));
  }

  /** Returns the first fitting one among folders of Java installations. */
  static JavaRuntime find(List<Path> homes) {
    List<String> unfit = new ArrayList<>();
    for (Path home : homes) {
      Path java = home.resolve("bin/java");
      OptionalInt major = major(home);
      if (Files.isExecutable(java) && major.isPresent()) {
        if (FITTING.contains(major.getAsInt())) {
          return new JavaRuntime(java, major.getAsInt());
        }
        String one = major.getAsInt() + " at " + home;
        if (!unfit.contains(one)) {
          unfit.add(one);
        }
      }
    }
    String found = unfit.isEmpty() ? "found none" : "found " + String.join(", ", unfit);
    throw unsupported(found + "; install one, or set JAVA_17_HOME or JAVA_21_HOME");
  }

  private static JavaRuntime require(Path given) {
    if (!Files.isExecutable(given)) {
      throw unsupported(given + " can't be run; name the java executable of one");
    }
    OptionalInt major = OptionalInt.empty();
    try {
      Path bin = given.toRealPath().getParent();
      major = bin == null || bin.getParent() == null ? major : major(bin.getParent());
    } catch (IOException e) {
      throw unsupported(given + " can't be read");
    }
    if (major.isEmpty() || !FITTING.contains(major.getAsInt())) {
      String found = major.isPresent() ? "Java " + major.getAsInt() : "of unknown version";
      throw unsupported(given + " is " + found + "; name the java executable of one");
    }
    return new JavaRuntime(given, major.getAsInt());
  }

  private static LocalNeo4jException unsupported(String why) {
    return new LocalNeo4jException(
        Reason.JAVA_UNSUPPORTED, "Neo4j 5.26 runs on Java 17 or 21 alone: " + why);
  }

  /** This process's own, those that variables name, and those in the usual places. */
  static List<Path> homes(Function<String, String> environment) {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    VARIABLES.stream()
        .flatMap(name -> Stream.ofNullable(environment.apply(name)))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .forEach(homes::add);
    USUAL_PLACES.stream().map(Path::of).map(JavaRuntime::installations).forEach(homes::addAll);
    Path user = Path.of(System.getProperty("user.home"));
    PLACES_OF_A_USER.stream()
        .map(user::resolve)
        .map(JavaRuntime::installations)
        .forEach(homes::addAll);
    return homes;
  }

  private static List<Path> installations(Path place) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
      for (Path entry : entries) {
        Path bundled = entry.resolve("Contents/Home");
        found.add(Files.isDirectory(bundled) ? bundled : entry);
      }
    } catch (IOException | DirectoryIteratorException nothingThere) {
      return List.of();
    }
    return found.stream().sorted().toList();
  }

  private static OptionalInt major(Path home) {
    try {
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find()
          ? OptionalInt.of(Integer.parseInt(version.group(1)))
          : OptionalInt.empty();
    } catch (IOException | NumberFormatException noInstallation) {
      return OptionalInt.empty();
    }
  }
}
