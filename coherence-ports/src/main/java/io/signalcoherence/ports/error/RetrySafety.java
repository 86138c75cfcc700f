package io.signalcoherence.ports.error;

/** Whether the call that failed may be made again. */
public enum RetrySafety {
  /** Nothing was done: the same call may be made again, with the same or other arguments. */
  SAFE,
  /**
   * It may or may not have been done: only the very same call, same ids included, may be repeated.
   */
  SAME_CALL_ONLY,
  /** A repeat fails the same way. */
  USELESS
}
