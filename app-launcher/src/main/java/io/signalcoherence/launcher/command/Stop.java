package io.signalcoherence.launcher.command;

import java.util.concurrent.CountDownLatch;

/** The end of the process, told by SIGTERM or SIGINT: the JVM waits until the command has ended. */
final class Stop {

  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private Stop() {}

  /** Listens for the end of the process. */
  static Stop atExit() {
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::hold, "signalcoherence-stop"));
    return stop;
  }

  /** Waits until the process is told to end. */
  void await() throws InterruptedException {
    told.await();
  }

  /** Says that the command has ended. */
  void ended() {
    ended.countDown();
  }

  private void hold() {
    told.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
