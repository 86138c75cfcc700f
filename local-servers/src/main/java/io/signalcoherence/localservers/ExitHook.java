package io.signalcoherence.localservers;

/** What stops a server when this JVM exits in order, unless it is removed before. */
public final class ExitHook {

  private final Thread thread;

  private ExitHook(Thread thread) {
    this.thread = thread;
  }

  /**
   * Has something done when this JVM exits: on its normal end, {@code System.exit}, TERM or INT,
   * and not when it is killed.
   *
   * @param name of the thread that does it
   * @param stop what to do, once; side by side with other hooks
   * @return the hook
   * @throws IllegalStateException if the JVM exits already
   */
  public static ExitHook install(String name, Runnable stop) {
    Thread thread = new Thread(stop, name);
    Runtime.getRuntime().addShutdownHook(thread);
    return new ExitHook(thread);
  }

  /**
   * Removes the hook, since there is nothing left to do. Does nothing if it is this thread, or if
   * the JVM exits already: what it does must then find that there is nothing to do. Idempotent.
   */
  public void remove() {
    if (thread != Thread.currentThread()) {
      try {
        boolean unused = Runtime.getRuntime().removeShutdownHook(thread);
      } catch (IllegalStateException alreadyExiting) {
        // It runs, or has run.
      }
    }
  }
}
