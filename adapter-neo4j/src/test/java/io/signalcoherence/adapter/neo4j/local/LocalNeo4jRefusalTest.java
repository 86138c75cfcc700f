package io.signalcoherence.adapter.neo4j.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig.Program;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a server from being started, each told in one line. */
final class LocalNeo4jRefusalTest {

  @TempDir Path above;

  @Test
  void javaThatIsTooNewIsNamedAndLeavesNothingBehind() throws IOException {
    Path java = javaOf("25.0.1");
    Program program = TestProgram.resolved().withJava(java);
    LocalNeo4jConfig config = LocalNeo4jConfig.durable(program, above.resolve("data"));

    assertRefused(config, Reason.JAVA_UNSUPPORTED, java + " is Java 25");
    assertThat(config.folder()).doesNotExist();
  }

  @Test
  void javaOfUnknownVersionAndNoJavaAreNamed() throws IOException {
    Path java = javaOf("17.0.2");
    Files.delete(java.getParent().getParent().resolve("release"));
    Program program = TestProgram.resolved();
    Path data = above.resolve("data");
    assertRefused(
        LocalNeo4jConfig.durable(program.withJava(java), data),
        Reason.JAVA_UNSUPPORTED,
        "of unknown version");
    assertRefused(
        LocalNeo4jConfig.durable(program.withJava(above.resolve("none")), data),
        Reason.JAVA_UNSUPPORTED,
        "can't be run");
  }

  @Test
  void firstFittingJavaIsTakenAndUnfitOnesAreNamed() throws IOException {
    Path newest = javaOf("25.0.1").getParent().getParent();
    Path old = javaOf("11.0.9").getParent().getParent();
    Path fitting = javaOf("21.0.3").getParent().getParent();

    assertThat(JavaRuntime.find(List.of(newest, above, fitting, old)))
        .isEqualTo(new JavaRuntime(fitting.resolve("bin/java"), 21));
    assertThatThrownBy(() -> JavaRuntime.find(List.of(newest, old, newest)))
        .hasMessage(
            "Neo4j 5.26 runs on Java 17 or 21 alone: found 25 at %s, 11 at %s; install one, or set"
                + " JAVA_17_HOME or JAVA_21_HOME",
            newest, old);
    assertThatThrownBy(() -> JavaRuntime.find(List.of(above))).hasMessageContaining("found none");
    assertThat(JavaRuntime.homes(name -> name.equals("JAVA_21_HOME") ? "/at/21" : null))
        .startsWith(Path.of(System.getProperty("java.home")), Path.of("/at/21"));
    assertThat(JavaRuntime.homes(name -> null)).isNotEmpty();
  }

  @Test
  void missingClassPathIsNamed() {
    Path data = above.resolve("data");
    Program program = TestProgram.get();
    Path java = program.java().orElseGet(() -> JavaRuntime.choose(program.java()).executable());
    Program empty = Program.of(List.of()).withJava(java);
    Program lacking = Program.of(List.of(above.resolve("neo4j.jar"))).withJava(java);

    assertRefused(
        LocalNeo4jConfig.durable(empty, data), Reason.CLASS_PATH_MISSING, "class path is empty");
    assertRefused(
        LocalNeo4jConfig.durable(lacking, data),
        Reason.CLASS_PATH_MISSING,
        "lacks " + above.resolve("neo4j.jar"));
  }

  @Test
  void folderThatIsNotOursIsLeftAsItIs() throws IOException {
    Program program = TestProgram.get();
    Path foreign = Files.createDirectory(above.resolve("foreign"));
    Files.writeString(foreign.resolve("letter.txt"), "dear");
    Path file = Files.writeString(above.resolve("file"), "x");

    assertRefused(
        LocalNeo4jConfig.durable(program, foreign), Reason.FOLDER_UNUSABLE, "it has letter.txt");
    assertRefused(LocalNeo4jConfig.durable(program, file), Reason.FOLDER_UNUSABLE, "is a file");
    assertRefused(
        LocalNeo4jConfig.durable(program, above.resolve("no/parent")),
        Reason.FOLDER_UNUSABLE,
        "make it first");
    assertThat(foreign.toFile().list()).containsExactly("letter.txt");
  }

  @Test
  void dataWithoutItsPasswordIsRefused() throws IOException {
    Path data = Files.createDirectory(above.resolve("data"));
    Files.createFile(data.resolve("owner.lock"));
    Files.createDirectory(data.resolve("data"));

    assertRefused(
        LocalNeo4jConfig.durable(TestProgram.get(), data),
        Reason.FOLDER_UNUSABLE,
        "credentials.properties lacks neo4j");
  }

  @Test
  void takenPortIsNamed() throws IOException {
    Path data = above.resolve("data");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertRefused(
          LocalNeo4jConfig.durable(TestProgram.get(), data).withPort(port),
          Reason.PORT_TAKEN,
          "port " + port + " on 127.0.0.1 is taken");
    }
  }

  @Test
  void programThatFailsIsToldInItsOwnWords() {
    Program program = TestProgram.get();
    Path notJar = program.classPath().get(0).getParent();
    Program broken = new Program(List.of(notJar), program.java(), 128, 8);

    assertRefused(
        LocalNeo4jConfig.durable(broken, above.resolve("data")),
        Reason.SERVER_FAILED,
        "org.neo4j.server.CommunityEntryPoint");
  }

  private static void assertRefused(LocalNeo4jConfig config, Reason reason, String said) {
    assertThatThrownBy(() -> LocalNeo4j.start(config).close())
        .isInstanceOfSatisfying(
            LocalNeo4jException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(said)
        .hasMessageNotContaining("\n");
  }

  /** A folder that looks like an installation of a Java version; returns its executable. */
  private Path javaOf(String version) throws IOException {
    Path home = Files.createDirectory(above.resolve("jdk-" + version));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path bin = Files.createDirectory(home.resolve("bin"));
    return Files.createFile(
        bin.resolve("java"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }
}
