package io.signalcoherence.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.launcher.Coherence;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.config.ConfigurationException;
import io.signalcoherence.launcher.wiring.StartException;
import io.signalcoherence.ports.error.InvalidValueException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks of a real PostgreSQL and Redis; the other servers are left out, or have no program. */
final class StackTest {

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void chooseFolder() {
    folder = temporary.toAbsolutePath().resolve("data");
  }

  @AfterEach
  void endWhatIsLeft() throws IOException, InterruptedException {
    List<String> unused = Stack.down(folder);
  }

  @Test
  void keptServersAreFoundAndEndedByName() throws Exception {
    try (StackKeeper keeper = StackKeeper.start(plan(Map.of(), StackServer.POSTGRES))) {
      StackState state = Stack.find(folder).orElseThrow();
      assertThat(state).isEqualTo(keeper.state());
      assertThat(state.isKept()).isTrue();
      assertThat(state.servers())
          .singleElement()
          .satisfies(
              member -> {
                assertThat(member.server()).isEqualTo("postgres");
                assertThat(member.isAlive()).isTrue();
              });
      assertThat(canLogIn(StackVariables.of(folder, state))).isTrue();
    }
    assertThat(Stack.find(folder)).isEmpty();
  }

  @Test
  void whatThisMachineHasNotIsSkippedByNameAndTheRestIsUp() {
    StackPlan plan = plan(Map.of(), StackServer.POSTGRES, StackServer.KAFKA, StackServer.NEO4J);
    try (StackKeeper keeper = StackKeeper.start(plan)) {
      assertThat(keeper.state().servers()).extracting("server").containsExactly("postgres");
      assertThat(keeper.state().skipped())
          .extracting("server")
          .containsExactlyInAnyOrder("kafka", "neo4j");
    }
  }

  @Test
  void takenPortIsOneLineAndLeavesNothing() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<StackServer, Integer> ports = Map.of(StackServer.POSTGRES, taken.getLocalPort());
      assertThatThrownBy(() -> StackKeeper.start(plan(ports, StackServer.POSTGRES)))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("postgres: ")
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
    assertThat(Stack.find(folder)).isEmpty();
    assertThat(folder.resolve("postgres")).doesNotExist();
  }

  @Test
  void upOutlivesWhoCalledItAndDownEndsIt() throws Exception {
    StackState state = Stack.up(folder, command());
    assertThat(state.isKept()).isTrue();
    assertThat(state.pid()).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(canLogIn(StackVariables.of(folder, state))).isTrue();

    assertThat(Stack.down(folder)).containsExactly("postgres");
    assertThat(state.isKept()).isFalse();
    assertThat(state.servers()).noneMatch(StackState.Member::isAlive);
    assertThat(Stack.down(folder)).isEmpty();
  }

  @Test
  void serversOfAKilledKeeperAreEndedAndTheirFolderServesAgain() throws Exception {
    StackState orphaned = Stack.up(folder, command());
    kill(orphaned);
    assertThat(orphaned.isKept()).isFalse();
    assertThat(orphaned.servers()).allMatch(StackState.Member::isAlive);

    assertThat(Stack.down(folder)).containsExactly("postgres");
    assertThat(orphaned.servers()).noneMatch(StackState.Member::isAlive);
    assertThat(Stack.up(folder, command()).isKept()).isTrue();
  }

  @Test
  void killedKeepersServersAreEndedBeforeAnotherStackTakesTheFolderAndTheDataStay()
      throws Exception {
    StackState first = Stack.up(folder, command("kafka,neo4j"));
    execute(first, "CREATE SCHEMA kept", "CREATE TABLE kept.notes AS SELECT 7 AS note");
    assertThat(first.servers()).extracting("server").containsExactly("postgres", "redis");
    kill(first);
    assertThat(first.servers()).allMatch(StackState.Member::isAlive);

    // The Redis that was left is no part of this one, so that nobody would know of it any more.
    StackState second = Stack.up(folder, command("kafka,neo4j,redis"));

    assertThat(first.servers()).noneMatch(StackState.Member::isAlive);
    assertThat(second.servers()).extracting("server").containsExactly("postgres");
    execute(second, "SELECT 1 / count(*) FROM kept.notes WHERE note = 7");
  }

  @Test
  void frozenServerOfAKilledKeeperIsEndedAsWell() throws Exception {
    StackState first = Stack.up(folder, command("kafka,neo4j,postgres"));
    kill(first);
    long redis = first.servers().get(0).pid();
    assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -STOP " + redis).start().waitFor())
        .isZero();

    assertThat(Stack.down(folder)).containsExactly("redis");

    assertThat(first.servers()).noneMatch(StackState.Member::isAlive);
  }

  @Test
  void keeperKilledWhileItStartsLeavesNobodyWhomDownDoesNotEnd() throws Exception {
    Process keeper =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("keeper.log").toFile())
            .start();
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(30))
        .until(() -> Stack.find(folder).filter(state -> !state.starting().isEmpty()).isPresent());
    keeper.destroyForcibly().waitFor();
    assertThat(Stack.find(folder).orElseThrow().ready()).isFalse();

    List<String> unused = Stack.down(folder);

    await()
        .untilAsserted(
            () ->
                assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info))
                    .noneMatch(
                        process -> process.commandLine().orElse("").contains(folder.toString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{", "{}", "[1]", "{\"pid\":\"x\"}", "\u0000\u0001"})
  void garbageInTheStateFileIsToldByItsNameAndStays(String garbage) throws IOException {
    Files.createDirectories(folder);
    Path state = Files.writeString(folder.resolve("stack.json"), garbage);

    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> Stack.find(folder),
            () -> Stack.down(folder),
            () -> StackKeeper.start(plan(Map.of(), StackServer.REDIS)))) {
      assertThatThrownBy(use)
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith(state + ": not what a stack's keeper writes");
    }
    assertThat(state).hasContent(garbage);
    Files.delete(state);
  }

  @Test
  void planWithoutServersOrWithAWrongPortIsRefused() {
    assertThatThrownBy(() -> plan(Map.of()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("servers: none (expected: one or more that are not left out)");
    assertThatThrownBy(() -> plan(Map.of(StackServer.KAFKA, 65_536), StackServer.KAFKA))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("kafka port: 65536 (expected: 0 to 65535)");
  }

  @Test
  void serverWhoseAddressTheConfigurationNamesIsWhollyItsOwn() throws IOException {
    StackPlan plan = plan(Map.of(), StackServer.POSTGRES, StackServer.REDIS);
    Path file = Files.writeString(temporary.resolve("own.yaml"), "redis: { url: redis://far:1 }");
    try (StackKeeper keeper = StackKeeper.start(plan)) {
      StackState state = keeper.state();

      assertThat(beside(state, Map.of()))
          .isEqualTo(StackVariables.of(folder, state))
          .containsKeys("SIGNALCOHERENCE_DATABASE_URL", "SIGNALCOHERENCE_REDIS_PASSWORD");
      assertThat(beside(state, Map.of("SIGNALCOHERENCE_REDIS_URL", "redis://far:1")).keySet())
          .isNotEmpty()
          .allMatch(name -> name.startsWith("SIGNALCOHERENCE_DATABASE_"));
      assertThat(beside(state, Map.of("SIGNALCOHERENCE_REDIS_URL", "")))
          .doesNotContainKey("SIGNALCOHERENCE_REDIS_PASSWORD");
      assertThat(beside(state, Map.of("SIGNALCOHERENCE_CONFIG", file.toString())).keySet())
          .isNotEmpty()
          .allMatch(name -> name.startsWith("SIGNALCOHERENCE_DATABASE_"));
      assertThat(
              beside(state, Map.of("SIGNALCOHERENCE_DATABASE_URL", "jdbc:postgresql://far/x"))
                  .keySet())
          .containsExactly("SIGNALCOHERENCE_REDIS_PASSWORD", "SIGNALCOHERENCE_REDIS_URL");
    }
  }

  @Test
  void loginWithoutAnAddressIsRefusedSinceItWouldGoToTheStacksServer() {
    try (StackKeeper keeper = StackKeeper.start(plan(Map.of(), StackServer.REDIS))) {
      assertThatThrownBy(
              () -> beside(keeper.state(), Map.of("SIGNALCOHERENCE_REDIS_PASSWORD", "mine")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "redis.password: given without redis.url (expected: both for a server of your own, or"
                  + " neither for that of the stack)");
      assertThat(beside(keeper.state(), Map.of("SIGNALCOHERENCE_NEO4J_PASSWORD", "mine")))
          .doesNotContainKey("SIGNALCOHERENCE_NEO4J_PASSWORD");
    }
  }

  @Test
  void twoWhoBringItUpAtOnceGetTheSame() throws Exception {
    List<String> up = new ArrayList<>(command("kafka,neo4j,postgres"));
    up.set(up.indexOf("run"), "up");
    Process other =
        new ProcessBuilder(up)
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("other.log").toFile())
            .start();
    StackState state = Stack.up(folder, command("kafka,neo4j,postgres"));

    assertThat(other.waitFor()).as(Files.readString(temporary.resolve("other.log"))).isZero();
    assertThat(Stack.find(folder)).contains(state);
    assertThat(state.isKept()).isTrue();
  }

  @Test
  void folderThatIsAFileIsToldAsSuch() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> Stack.up(file, command()))
        .isInstanceOf(StartException.class)
        .hasMessage(file + ": is a file (expected: a folder that can be written)");
  }

  @Test
  void keeperThatCantStartSaysWhyInOneLine() throws IOException {
    Files.createDirectories(temporary.resolve("data"));
    Files.writeString(folder.resolve("postgres"), "a file");
    assertThatThrownBy(() -> Stack.up(folder, command()))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("postgres: ")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @EnumSource(StackServer.class)
  void everyKeyOfAServerIsASetting(StackServer server) {
    assertThat(server.loginKeys())
        .allSatisfy(key -> assertThat(Configuration.variable(key)).startsWith("SIGNALCOHERENCE_"));
  }

  @Test
  void serverIsNamedAsItIsWritten() {
    assertThatThrownBy(() -> StackServer.named("mysql"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("postgres, kafka, redis, neo4j");
  }

  private StackPlan plan(Map<StackServer, Integer> ports, StackServer... servers) {
    return new StackPlan(folder, Set.of(servers), ports, Map.of());
  }

  private Map<String, String> beside(StackState state, Map<String, String> environment) {
    return StackVariables.beside(Configuration.load(Optional.empty(), environment), folder, state);
  }

  private static void kill(StackState state) {
    ProcessHandle keeper = ProcessHandle.of(state.pid()).orElseThrow();
    assertThat(keeper.destroyForcibly()).isTrue();
    keeper.onExit().join();
  }

  private List<String> command() {
    return command("kafka,redis,neo4j");
  }

  /** This class path's own program, as the command line starts it. */
  private List<String> command(String without) {
    return List.of(
        "/usr/bin/env",
        "SIGNALCOHERENCE_DATA_FOLDER=" + folder,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Coherence.class.getName(),
        "stack",
        "run",
        "--without",
        without);
  }

  private void execute(StackState state, String... statements) throws SQLException {
    Map<String, String> variables = StackVariables.of(folder, state);
    try (Connection connection = connect(variables, "OWNER");
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static boolean canLogIn(Map<String, String> variables) throws SQLException {
    try (Connection connection = connect(variables, "APP")) {
      return connection.isValid(5);
    }
  }

  private static Connection connect(Map<String, String> variables, String role)
      throws SQLException {
    return DriverManager.getConnection(
        variables.get("SIGNALCOHERENCE_DATABASE_URL"),
        variables.get("SIGNALCOHERENCE_DATABASE_" + role + "_USER"),
        variables.get("SIGNALCOHERENCE_DATABASE_" + role + "_PASSWORD"));
  }
}
