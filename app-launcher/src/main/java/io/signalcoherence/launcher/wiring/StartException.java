package io.signalcoherence.launcher.wiring;

import java.io.Serial;

/** Something that the service needs can't be had; the message is one clear line for an operator. */
public final class StartException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Creates the failure of something that was looked at. */
  public StartException(String message) {
    super(message);
  }

  /** Creates the failure. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
