package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the processes that work on a folder, whoever started them: by what they are, not by a note
 * of a process id, which another program may have got.
 */
public final class ProcessSearch {

  /** Whether this is Linux, where {@link #workingIn} can see working folders. */
  public static final boolean ON_LINUX = Files.isDirectory(Path.of("/proc/self/task"));

  private static final Path PROC = ProcFiles.OF_THIS_MACHINE.root();

  private ProcessSearch() {}

  /**
   * Returns the processes of a name whose working folder is this one. One that has ended has none.
   *
   * @param folder absolute and without links
   * @param program the name that Linux shows, of 15 characters at most
   * @return in no order; empty where this is not {@link #ON_LINUX}
   * @throws IOException if processes can't be listed
   */
  public static List<ProcessHandle> workingIn(Path folder, String program) throws IOException {
    if (!ON_LINUX) {
      return List.of();
    }
    try (Stream<Path> processes = Files.list(PROC)) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> worksIn(process, folder, program))
          .map(process -> Long.parseLong(process.getFileName().toString()))
          .map(ProcessHandle::of)
          .flatMap(Optional::stream)
          .toList();
    }
  }

  private static boolean worksIn(Path process, Path folder, String program) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(folder)
          && Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1)
              .strip()
              .equals(program);
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  /**
   * Returns the live processes that were given all of these arguments.
   *
   * @param arguments whole arguments, in any order and among others; each must be within the first
   *     4096 bytes of the command line, since systems tell no more
   * @return in no order
   */
  public static List<ProcessHandle> withArguments(String... arguments) {
    List<String> wanted = List.of(arguments);
    return ProcessHandle.allProcesses()
        .filter(process -> argumentsOf(process).containsAll(wanted))
        .filter(ProcessLiveness::isAlive)
        .toList();
  }

  private static List<String> argumentsOf(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of());
  }
}
