package io.signalcoherence.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are found by what they work on, and others that look alike. */
final class ProcessSearchTest {

  @TempDir private Path above;

  @Test
  void processIsFoundByItsWorkingFolderAndNameTogether() throws Exception {
    assumeTrue(ProcessSearch.ON_LINUX, "skipped: only Linux shows working folders");
    Path here = Files.createDirectory(above.resolve("here")).toRealPath();
    Path there = Files.createDirectory(above.resolve("there")).toRealPath();
    Process process = new ProcessBuilder("sleep", "60").directory(here.toFile()).start();
    try {
      await().until(() -> !ProcessSearch.workingIn(here, "sleep").isEmpty());
      assertThat(ProcessSearch.workingIn(here, "sleep")).containsExactly(process.toHandle());
      assertThat(ProcessSearch.workingIn(here, "postgres")).isEmpty();
      assertThat(ProcessSearch.workingIn(there, "sleep")).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(ProcessSearch.workingIn(here, "sleep")).isEmpty();
  }

  @Test
  void processIsFoundByAllOfItsArgumentsAndNotByParts() throws Exception {
    String folder = above.resolve("server.properties").toString();
    Process process =
        new ProcessBuilder("/bin/sh", "-c", "sleep 60; :", "some.Main", folder).start();
    try {
      assertThat(ProcessSearch.withArguments("some.Main", folder))
          .containsExactly(process.toHandle());
      assertThat(ProcessSearch.withArguments("other.Main", folder)).isEmpty();
      assertThat(ProcessSearch.withArguments("some.Main", above.toString())).isEmpty();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    assertThat(ProcessSearch.withArguments("some.Main", folder)).isEmpty();
  }
}
