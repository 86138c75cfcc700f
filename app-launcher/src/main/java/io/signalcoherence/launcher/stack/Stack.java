package io.signalcoherence.launcher.stack;

import io.signalcoherence.launcher.wiring.StartException;
import io.signalcoherence.localservers.ChildProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A stack as seen by others than its keeper. */
public final class Stack {

  private static final long POLL_MILLIS = 50;
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Duration LONGEST_END = Duration.ofSeconds(90);
  private static final String LOG = "stack.log";
  private static final String TURN = "stack.up.lock";

  private Stack() {}

  /**
   * What the keeper of a folder says.
   *
   * @return empty if there is none, and none has died and left something behind
   * @throws StartException if what it says can't be read
   */
  public static Optional<StackState> find(Path folder) {
    return StackState.read(folder);
  }

  /** Where the output of a folder's keeper goes. */
  public static Path log(Path folder) {
    return folder.resolve(LOG);
  }

  /**
   * Starts a keeper in a process of its own, which outlives this one, and returns once all of its
   * servers are up.
   *
   * @param command what runs the keeper, which is to use that folder
   * @throws StartException if it ends before that, with the last lines that it printed
   */
  public static StackState up(Path folder, List<String> command)
      throws IOException, InterruptedException {
    make(folder);
    try (FileChannel turn =
        FileChannel.open(
            folder.resolve(TURN), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Of two at once the second finds what the first has brought up.
      turn.lock();
      Optional<StackState> there =
          find(folder).filter(StackState::isKept).filter(StackState::ready);
      return there.isPresent() ? there.get() : start(folder, command);
    }
  }

  private static StackState start(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path log = log(folder);
    long before = Files.exists(log) ? Files.size(log) : 0;
    // No terminal is to end it.
    ProcessBuilder builder =
        new ProcessBuilder(ChildProcess.inOwnSession(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // They are for the service; a heap or collector of it is none for the keeper.
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process keeper = builder.start();
    keeper.getOutputStream().close();
    try {
      return awaitUp(folder, keeper, before);
    } catch (RuntimeException | IOException | InterruptedException e) {
      keeper.destroy();
      throw e;
    }
  }

  /** Makes the folder unless it is there and can be written. */
  static void make(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new StartException(folder + ": is a file (expected: a folder that can be written)");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StartException(
          folder + ": can't be made: " + e + " (expected: a folder that can be written)", e);
    }
    if (!Files.isWritable(folder)) {
      throw new StartException(
          folder + ": this user may not write there (expected: a folder that can be written)");
    }
  }

  private static StackState awaitUp(Path folder, Process keeper, long logBefore)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (System.nanoTime() - deadline < 0) {
      Optional<StackState> state = find(folder).filter(StackState::isKept);
      if (state.isPresent() && state.get().ready()) {
        return state.get();
      }
      if (state.isEmpty() && !keeper.isAlive()) {
        throw new StartException(lastLine(log(folder), logBefore));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new StartException(
        "not up after " + LONGEST_START.toMinutes() + " min (see " + log(folder) + ")");
  }

  /** The last that was said, of what this keeper said. */
  private static String lastLine(Path log, long before) throws IOException {
    byte[] all = Files.readAllBytes(log);
    int from = (int) Math.min(before, all.length);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((first, second) -> second)
        .map(line -> line.replaceFirst("^coherence: ", ""))
        .orElse("the keeper ended and said nothing (see " + log + ")");
  }

  /**
   * Tells the keeper to end its servers and itself, and waits for it. If it has died, its servers
   * are ended in its place.
   *
   * @return the names of what was ended
   * @throws StartException if something does not end
   */
  public static List<String> down(Path folder) throws IOException, InterruptedException {
    Optional<StackState> found = find(folder);
    if (found.isEmpty()) {
      return List.of();
    }
    StackState state = found.get();
    Optional<ProcessHandle> keeper = state.keeper();
    if (keeper.isPresent()) {
      boolean unused = keeper.get().destroy();
      Orphans.awaitEnd(keeper.get(), LONGEST_END);
      // What it brought up since the first look; another may keep the folder by now.
      state = find(folder).filter(now -> !now.isKept()).orElse(state);
    }
    List<StackServer> orphans = StackKeeper.endUnkept(folder, state);
    List<String> ended = new ArrayList<>();
    for (StackServer server : StackServer.lastFirst()) {
      if (orphans.contains(server) || (keeper.isPresent() && state.member(server).isPresent())) {
        ended.add(server.wireName());
      }
    }
    if (keeper.isPresent() && ended.isEmpty()) {
      ended.add("its keeper, which had no server up yet");
    }
    return ended;
  }
}
