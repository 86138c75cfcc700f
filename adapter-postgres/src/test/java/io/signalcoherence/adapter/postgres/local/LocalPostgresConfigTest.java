package io.signalcoherence.adapter.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalPostgresConfigTest {

  private static final Path FOLDER = Path.of("data");

  @Test
  void defaultsAreDurableOnAFreePort() {
    assertThat(LocalPostgresConfig.durable(FOLDER))
        .isEqualTo(
            new LocalPostgresConfig(FOLDER, false, 0, Duration.ofSeconds(60), Map.of(), true));
    assertThat(LocalPostgresConfig.temporary().ephemeral()).isTrue();
  }

  @Test
  void everyComponentCanBeSet() {
    LocalPostgresConfig config =
        LocalPostgresConfig.durable(FOLDER)
            .withPort(5432)
            .withStartupTimeout(Duration.ofSeconds(5))
            .withSetting("work_mem", "8MB")
            .withSetting("jit", "off")
            .withStopAtJvmExit(false);
    assertThat(config)
        .isEqualTo(
            new LocalPostgresConfig(
                FOLDER,
                false,
                5432,
                Duration.ofSeconds(5),
                Map.of("work_mem", "8MB", "jit", "off"),
                false));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void portOutOfRangeIsRefused(int port) {
    LocalPostgresConfig config = LocalPostgresConfig.durable(FOLDER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withPort(port))
        .withMessage("port: " + port + " (expected: 0 to 65535)");
  }

  @Test
  void timeoutOfNothingIsRefused() {
    LocalPostgresConfig config = LocalPostgresConfig.durable(FOLDER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withStartupTimeout(Duration.ZERO))
        .withMessage("startupTimeout: PT0S (expected: > 0)");
  }

  @ParameterizedTest
  @CsvSource({"port, 1", "listen_addresses, *", "hba_file, x", "Fsync, on", "'a b', 1", "'', 1"})
  void settingThatIsOursOrNoneIsRefused(String name, String value) {
    LocalPostgresConfig config = LocalPostgresConfig.durable(FOLDER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withSetting(name, value))
        .withMessageStartingWith("settings: " + name);
  }

  @Test
  void controlCharacterInASettingIsRefused() {
    LocalPostgresConfig config = LocalPostgresConfig.durable(FOLDER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withSetting("work_mem", "8MB\nfsync=off"))
        .withMessageStartingWith("settings.work_mem");
  }
}
