package io.signalcoherence.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./coherence} builds and fetches before it starts Java, in a checkout whose Maven and
 * Java only say what they were asked for.
 */
final class StartScriptTest {

  private static final String KAFKA = "adapter-kafka/server";
  private static final String NEO4J = "adapter-neo4j/server";
  private static final List<String> MODULES =
      List.of(
          "coherence-ports",
          "coherence-core",
          "local-servers",
          "adapter-postgres",
          "adapter-http",
          "adapter-kafka",
          "adapter-neo4j",
          "adapter-redis",
          "app-launcher",
          KAFKA,
          NEO4J);

  /** Builds or fetches what it is told, unless a file says that this fails. */
  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      set -e
      while [[ "$1" != -pl ]]; do shift; done
      echo "$2" >>calls
      sleep 0.2
      [[ ! -e "$2/fails" ]]
      mkdir -p "$2/target/lib"
      touch "$2/target/$2.jar" 2>/dev/null || true
      if [[ "$2" == */server ]]; then
        touch "$2/a.jar" "$2/b.jar"
        printf '%s' "$PWD/$2/a.jar:$PWD/$2/b.jar" >"$2/target/server.classpath"
      fi
      """;

  private static final String JAVA = "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n";

  @TempDir private Path root;
  private Path jdk;

  @BeforeEach
  void makeCheckout() throws IOException {
    Files.copy(Path.of("../coherence"), root.resolve("coherence"));
    program("mvnw", MAVEN);
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    for (String module : MODULES) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.writeString(
          root.resolve(module).resolve("pom.xml"), module.equals(NEO4J) ? "" : "<parent>");
    }
    jdk = root.resolve("jdk");
    program("jdk/bin/java", JAVA);
    program("jdk/bin/javac", JAVA);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
  }

  @Test
  void onlyWhatStartsServersFetchesTheirClassPathsAndNamesThem() throws Exception {
    for (String line : List.of("stack status", "stack down", "stack env", "stack up --help")) {
      assertThat(run(line)).doesNotContain(KAFKA);
    }
    assertThat(calls()).containsExactly("app-launcher");

    assertThat(run("stack up"))
        .contains("-Dsignalcoherence.kafka.server.classpath=" + classPath(KAFKA))
        .contains("-Dsignalcoherence.neo4j.server.classpath=" + classPath(NEO4J));
    run("stack --config x.yaml run");
    assertThat(calls()).containsExactly("app-launcher", KAFKA, NEO4J);
  }

  @Test
  void startedTwiceAtOnceEachIsBuiltAndFetchedOnce() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starts.add(start("stack up"));
    }
    for (Process each : starts) {
      assertThat(ended(each)).contains(classPath(NEO4J).toString());
    }

    assertThat(calls()).containsExactlyInAnyOrder("app-launcher", KAFKA, NEO4J);
  }

  @Test
  void newVersionIsFetchedAgain() throws Exception {
    run("stack up");
    touch("pom.xml");
    run("stack up");
    assertThat(calls()).containsExactly("app-launcher", KAFKA, NEO4J, "app-launcher", KAFKA);

    touch(NEO4J + "/pom.xml");
    run("stack up");
    run("stack up");
    assertThat(calls()).hasSize(6).endsWith(NEO4J);
  }

  @Test
  void serverWhoseJarIsGoneIsFetchedAgain() throws Exception {
    run("stack up");
    Files.delete(root.resolve(KAFKA).resolve("b.jar"));
    run("stack up");

    assertThat(calls()).hasSize(4).endsWith(KAFKA);
  }

  @Test
  void whatCantBeFetchedIsToldAndTriedAgainAndTheRestStarts() throws Exception {
    Path fails = Files.createFile(root.resolve(KAFKA).resolve("fails"));
    assertThat(run("stack up"))
        .contains("fetching " + KAFKA)
        .contains("failed after")
        .contains(classPath(NEO4J).toString());
    Files.delete(fails);
    run("stack up");

    assertThat(calls()).containsExactly("app-launcher", KAFKA, NEO4J, KAFKA);
  }

  private String run(String line) throws Exception {
    return ended(start(line));
  }

  private Process start(String line) throws IOException {
    List<String> command = new ArrayList<>(List.of(root.resolve("coherence").toString()));
    command.addAll(List.of(line.split(" ", -1)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", jdk.toString());
    return builder.start();
  }

  private static String ended(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(root.resolve("calls"));
  }

  private Path classPath(String server) throws IOException {
    return root.toRealPath().resolve(server).resolve("target/server.classpath");
  }

  private void touch(String file) throws IOException {
    Files.setLastModifiedTime(root.resolve(file), FileTime.from(Instant.now()));
  }

  private void program(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
