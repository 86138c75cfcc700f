package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages of {@code /proc} as Linux may write them. */
record ProcPages(Path root) {

  private static final String AFTER_NAME =
      ") %s 1 77 77 0 -1 4194560 1 0 0 0 5 2 0 0 20 0 9 0 %s 3133440 360";

  void boot(String id) throws IOException {
    Path file = root.resolve("sys/kernel/random/boot_id");
    Files.createDirectories(file.getParent());
    Files.writeString(file, id + "\n");
  }

  void stat(long pid, String beginning, String state, String ticks) throws IOException {
    Path folder = Files.createDirectories(root.resolve(Long.toString(pid)));
    Files.writeString(folder.resolve("stat"), beginning + AFTER_NAME.formatted(state, ticks));
  }

  void thread(long pid, long id) throws IOException {
    Files.createDirectories(root.resolve(pid + "/task/" + id));
  }
}
