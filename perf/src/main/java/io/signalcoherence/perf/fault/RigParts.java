package io.signalcoherence.perf.fault;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The parts that a rig has made, each of which would outlive the JVM. The one made last is ended
 * first: by {@link #close}, or by a shutdown hook if the JVM is told to end before that. Safe for
 * use by several threads.
 */
final class RigParts implements AutoCloseable {

  private final Deque<Part<?>> parts = new ArrayDeque<>();
  private final Thread exitHook = new Thread(this::exit, "drill-exit");
  private boolean exiting;

  /** Makes a part. */
  interface Maker<T> {
    T make() throws IOException, InterruptedException;
  }

  /** Ends a part. */
  interface Ender<T> {
    void end(T part) throws IOException, InterruptedException;
  }

  private record Part<T>(T made, Ender<T> closer, Ender<T> atExit) {

    void close() throws IOException {
      try {
        closer.end(made);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while a part of the rig was ended", e);
      }
    }

    void exit() {
      try {
        atExit.end(made);
      } catch (IOException | InterruptedException | RuntimeException e) {
        // The JVM ends, so nobody is left to be told; the other parts must go all the same.
        return;
      }
    }
  }

  private RigParts() {}

  /**
   * None yet.
   *
   * @throws IllegalStateException when the JVM is already ending
   */
  static RigParts endedAtExit() {
    RigParts parts = new RigParts();
    Runtime.getRuntime().addShutdownHook(parts.exitHook);
    return parts;
  }

  /** Makes a rig of parts. */
  interface Assembler<T> {
    T assemble(RigParts parts) throws IOException, InterruptedException;
  }

  /** Makes a rig, which is to close its parts; if that fails, what was made of it is ended. */
  static <T> T making(Assembler<T> assembler) throws IOException, InterruptedException {
    RigParts parts = endedAtExit();
    try {
      return assembler.assemble(parts);
    } catch (Throwable e) {
      try {
        parts.close();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /**
   * Makes a part. The JVM does not end between that and its being known here.
   *
   * @param closer ends it in {@link #close}
   * @param atExit ends it when the JVM ends, where nobody should have to wait
   * @throws IllegalStateException when the JVM is already ending; nothing is made then
   */
  synchronized <T> T add(Maker<T> maker, Ender<T> closer, Ender<T> atExit)
      throws IOException, InterruptedException {
    if (exiting) {
      throw new IllegalStateException("the JVM is ending");
    }
    T made = maker.make();
    parts.push(new Part<>(made, closer, atExit));
    return made;
  }

  private synchronized void exit() {
    exiting = true;
    while (!parts.isEmpty()) {
      parts.pop().exit();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook ends the parts faster.
      return;
    }
    closeAll();
  }

  /** Each is closed, whatever becomes of those before it. */
  private synchronized void closeAll() throws IOException {
    if (!parts.isEmpty()) {
      Part<?> last = parts.pop();
      try {
        last.close();
      } finally {
        closeAll();
      }
    }
  }
}
