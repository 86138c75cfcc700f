package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports that a folder remembers. */
final class PortRecordTest {

  @TempDir private Path folder;
  private PortRecord record;

  @BeforeEach
  void begin() {
    record = new PortRecord(folder);
  }

  @Test
  void portsAreRememberedByNameAndOthersForgotten() throws IOException {
    assertThat(record.remembered("broker")).isZero();
    record.remember(Map.of("broker", 1_000, "controller", 1_001));
    assertThat(record.remembered("controller")).isEqualTo(1_001);

    record.remember(Map.of("broker", 1_002));

    assertThat(record.remembered("broker")).isEqualTo(1_002);
    assertThat(record.remembered("controller")).isZero();
  }

  @Test
  void samePortsAreNotWrittenAnew() throws IOException {
    record.remember(Map.of("port", 1_000));
    Path file = folder.resolve("port.properties");
    FileTime before = FileTime.fromMillis(0);
    Files.setLastModifiedTime(file, before);

    record.remember(Map.of("port", 1_000));

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "65535, 65535", "65536, 0", "99999999999, 0", "-1, 0", "x, 0", "'', 0"})
  void whatIsNoPortIsNone(String text, int port) {
    assertThat(PortRecord.parse(text)).isEqualTo(port);
  }
}
