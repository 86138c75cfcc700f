package io.signalcoherence.ports.contract;

/** An append that has claimed its keys and done all its work, but whose transaction is open. */
public interface HeldAppend extends AutoCloseable {

  /** Makes it durable; later calls do nothing. */
  void commit();

  /** Undoes it; later calls do nothing. */
  void rollback();

  /** Undoes it if it is still open. */
  @Override
  default void close() {
    rollback();
  }
}
