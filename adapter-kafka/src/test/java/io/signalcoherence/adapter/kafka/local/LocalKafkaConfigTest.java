package io.signalcoherence.adapter.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalKafkaConfigTest {

  @TempDir Path above;

  private final LocalKafkaProgram program = TestProgram.get();

  @Test
  void defaultsAreDurableOnAFreePortStoppedAtExit() {
    LocalKafkaConfig config = LocalKafkaConfig.durable(program, above);
    assertThat(config.ephemeral()).isFalse();
    assertThat(config.port()).isZero();
    assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.settings()).isEmpty();
    assertThat(config.stopAtJvmExit()).isTrue();
    assertThat(LocalKafkaConfig.temporary(program).ephemeral()).isTrue();
  }

  @Test
  void eachPartCanBeSet() {
    LocalKafkaConfig config =
        LocalKafkaConfig.durable(program, above)
            .withPort(9_092)
            .withStartupTimeout(Duration.ofSeconds(5))
            .withSetting("log.retention.hours", "1")
            .withSetting("num.io.threads", "2")
            .withStopAtJvmExit(false);
    assertThat(config.port()).isEqualTo(9_092);
    assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.settings())
        .isEqualTo(Map.of("log.retention.hours", "1", "num.io.threads", "2"));
    assertThat(config.stopAtJvmExit()).isFalse();
  }

  @Test
  void whatIsOutOfRangeIsRefusedWithWhatIsExpected() {
    LocalKafkaConfig config = LocalKafkaConfig.durable(program, above);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withPort(65_536))
        .withMessage("port: 65536 (expected: 0 to 65535)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withStartupTimeout(Duration.ZERO))
        .withMessage("startupTimeout: PT0S (expected: > 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withSetting("log.dirs", "/elsewhere"))
        .withMessage("settings: log.dirs (expected: not this one; it is ours to set)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withSetting("listeners", "BROKER://127.0.0.1:9092"))
        .withMessage("settings: listeners (expected: not this one; it is ours to set)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withSetting("Log-Dirs", "x"))
        .withMessageContaining("expected: a lower-case setting of a Kafka broker");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withSetting("num.io.threads", "2\nlisteners=X"))
        .withMessage("settings.num.io.threads: has a control character (expected: none)");
  }

  @Test
  void missingJarsAreNamed() throws IOException {
    Path file = above.resolve("server.classpath");
    assertMissing(file, "class path of Kafka's server: " + file);
    Files.writeString(file, "\n");
    assertMissing(file, "classPath: empty");
    Path jar = Files.createFile(above.resolve("one.jar"));
    Path gone = above.resolve("two.jar");
    Files.writeString(file, jar + File.pathSeparator + gone);
    assertMissing(file, "classPath: " + gone + " (expected: a file that can be read)");
    Files.createFile(gone);
    assertThat(LocalKafkaProgram.of(file).classPath()).containsExactly(jar, gone);
    assertThatThrownBy(() -> new LocalKafkaProgram(above.resolve("java"), List.of(jar)))
        .hasMessage("java: " + above.resolve("java") + " (expected: a program that can be run)");
  }

  private static void assertMissing(Path file, String message) {
    assertThatThrownBy(() -> LocalKafkaProgram.of(file))
        .isInstanceOfSatisfying(
            LocalKafkaException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.PROGRAM_MISSING))
        .hasMessageContaining(message);
  }
}
