package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child of this JVM is given. */
final class ChildProcessTest {

  @TempDir private Path folder;

  @Test
  void childHasABareEnvironmentAndWorksInTheRootFolder() {
    ProcessBuilder builder = ChildProcess.prepare(List.of("true"));

    assertThat(builder.environment())
        .containsOnlyKeys("PATH", "LC_ALL", "TZ")
        .containsAllEntriesOf(Map.of("LC_ALL", "C", "TZ", "UTC"));
    assertThat(builder.directory()).isEqualTo(new File("/"));
  }

  @Test
  void commandRunsInASessionOfItsOwn() throws Exception {
    assumeTrue(ProcessSearch.ON_LINUX, "skipped: only Linux has /proc");
    List<String> command = List.of("/bin/sh", "-c", "sed 's/.*) //' /proc/$$/stat | cut -d' ' -f4");
    assumeTrue(
        ChildProcess.find("setsid", "/usr/bin:/bin").isPresent(), "skipped: there is no setsid");
    Process process = new ProcessBuilder(ChildProcess.inOwnSession(command)).start();

    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine())
        .isEqualTo(Long.toString(process.pid()));
  }

  @Test
  void firstProgramOfTheSearchPathThatCanBeRunIsTaken() throws Exception {
    Path text = Files.createDirectory(folder.resolve("text"));
    Files.writeString(text.resolve("program"), "not to be run");
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path program = Files.writeString(bin.resolve("program"), "");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String path = String.join(File.pathSeparator, text.toString(), "", bin.toString());

    assertThat(ChildProcess.find("program", path)).contains(program);
    assertThat(ChildProcess.find("none", path)).isEmpty();
  }
}
