package io.signalcoherence.launcher.command;

/** How the program ends. The numbers follow sysexits.h where it has one. */
final class ExitCode {

  /** Done. */
  static final int OK = 0;

  /** The work was done and its result is a refusal, or it failed unexpectedly. */
  static final int FAILED = 1;

  /** The command line was wrong. */
  static final int USAGE = 2;

  /** Something that is needed can't be had: a port, a folder, the database. */
  static final int UNAVAILABLE = 69;

  /** The configuration is wrong. */
  static final int CONFIGURATION = 78;

  private ExitCode() {}
}
