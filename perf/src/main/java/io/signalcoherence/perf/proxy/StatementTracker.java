package io.signalcoherence.perf.proxy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Follows what one client prepares, binds and executes, so that a COMMIT is recognised whichever
 * way it is sent.
 *
 * <p>Used by one thread.
 */
final class StatementTracker {

  private final CutPlan plan;
  private final Map<String, String> statements = new HashMap<>();
  private final Map<String, String> portals = new HashMap<>();
  private boolean marked;

  StatementTracker(CutPlan plan) {
    this.plan = plan;
  }

  /**
   * Takes note of one message; true if it makes the server execute a COMMIT of a transaction that
   * is a candidate for a cut.
   */
  boolean isCandidate(WireMessage message) {
    switch (message.type()) {
      case 'P' -> statements.put(message.text(0), message.text(1));
      case 'B' -> portals.put(message.text(0), statements.getOrDefault(message.text(1), ""));
      case 'C' -> close(message);
      case 'Q' -> {
        return executes(message.text(0));
      }
      case 'E' -> {
        return executes(portals.getOrDefault(message.text(0), ""));
      }
      default -> {}
    }
    return false;
  }

  private void close(WireMessage message) {
    Map<String, String> closed = message.firstBodyByte() == 'S' ? statements : portals;
    closed.remove(message.textAfterByte(0));
  }

  private boolean executes(String statement) {
    if (isCommit(statement)) {
      boolean candidate = marked || plan.marksEveryTransaction();
      marked = false;
      return candidate;
    }
    if (isRollback(statement)) {
      marked = false;
    } else if (plan.isMarked(statement)) {
      marked = true;
    }
    return false;
  }

  private static boolean isCommit(String statement) {
    String word = firstWord(statement);
    return word.equals("commit") || word.equals("end");
  }

  private static boolean isRollback(String statement) {
    String text = statement.strip().toLowerCase(Locale.ROOT);
    return text.startsWith("rollback") && !text.startsWith("rollback to");
  }

  private static String firstWord(String statement) {
    String text = statement.strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }
}
