package io.signalcoherence.localservers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Whether a process lives, be it a child of this JVM or anybody's. */
public final class ProcessLiveness {

  private static final Duration STEP = Duration.ofMillis(5);

  private ProcessLiveness() {}

  /**
   * Tells whether a process lives. One that has ended and only waits for its parent to notice does
   * not, unless others of its threads still end: those hold its port and its files.
   *
   * @param process any process
   * @return whether it lives, as far as this user can see
   */
  public static boolean isAlive(ProcessHandle process) {
    return isAlive(process, ProcFiles.OF_THIS_MACHINE);
  }

  static boolean isAlive(ProcessHandle process, ProcFiles files) {
    // Asked again, since one that ends in between has no files to tell it.
    return process.isAlive() && !files.hasEnded(process.pid()) && process.isAlive();
  }

  /**
   * Waits until a process does not live any more. An interrupt does not end the wait; the thread is
   * interrupted afterwards.
   *
   * @param process any process
   * @param timeout how long at most
   * @return false if it lives all the same
   */
  public static boolean awaitEnd(ProcessHandle process, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    boolean interrupted = false;
    try {
      while (isAlive(process)) {
        if (System.nanoTime() - end > 0) {
          return false;
        }
        LockSupport.parkNanos(STEP.toNanos());
        interrupted |= Thread.interrupted();
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
