package io.signalcoherence.localservers;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * When a process began, in a form that every JVM finds the same as long as it lives: it tells a
 * process from a later one that has got its id.
 *
 * <p>On Linux that is the machine's boot and the ticks from there, which no change of the clock
 * moves; {@link ProcessHandle} adds the boot's time of day to the ticks, and that moves with the
 * clock. Elsewhere the system keeps the time itself, and the handle tells it.
 */
public final class ProcessBirth {

  private static final ProcessBirth OF_THIS_MACHINE = new ProcessBirth(ProcFiles.OF_THIS_MACHINE);

  private final ProcFiles files;

  private ProcessBirth(ProcFiles files) {
    this.files = files;
  }

  /** Reads a folder that is laid out as Linux's {@code /proc} is. */
  static ProcessBirth in(Path proc) {
    return new ProcessBirth(new ProcFiles(proc));
  }

  /**
   * Returns the births of this machine's processes.
   *
   * @return the same each time
   */
  public static ProcessBirth ofThisMachine() {
    return OF_THIS_MACHINE;
  }

  /**
   * Tells when a process began.
   *
   * @param process any process
   * @return a text that is the same whoever asks and whenever; empty if it can't be read, which is
   *     no birth and so like no other, not even another that can't be read
   */
  public Optional<String> of(ProcessHandle process) {
    Optional<String> boot = files.bootId();
    Optional<String> ticks = files.startTicks(process.pid());
    if (boot.isPresent() && ticks.isPresent()) {
      return Optional.of("boot " + boot.get() + " tick " + ticks.get());
    }
    return process.info().startInstant().map(Instant::toEpochMilli).map(at -> at + " ms");
  }

  /**
   * Returns the live process of an id, if it is still the one that began then.
   *
   * @param pid a process id
   * @param began what {@link #of} told of it; any other text is nobody's birth
   * @return empty if it has ended, or if its birth can't be read
   */
  public Optional<ProcessHandle> find(long pid, String began) {
    return ProcessHandle.of(pid)
        .filter(process -> ProcessLiveness.isAlive(process, files))
        .filter(process -> isBirth(process, began));
  }

  boolean isBirth(ProcessHandle process, String began) {
    return of(process).filter(began::equals).isPresent();
  }
}
