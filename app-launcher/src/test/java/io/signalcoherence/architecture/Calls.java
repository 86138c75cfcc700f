package io.signalcoherence.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Kinds of calls that the rules forbid. */
final class Calls {

  private static final Set<String> LOCALE_TAKERS =
      Set.of("format", "formatted", "toLowerCase", "toUpperCase");
  private static final Set<String> SOURCES_OF_TIME = Set.of("now", "system", "tick", "tickMillis");

  private Calls() {}

  static DescribedPredicate<JavaCall<?>> to(Class<?> owner, String method) {
    return DescribedPredicate.describe(
        "a call of " + owner.getSimpleName() + "." + method,
        call -> call.getTargetOwner().isEquivalentTo(owner) && call.getName().equals(method));
  }

  /**
   * Reads a clock: {@code now()} of any time class, {@code Clock.system…()}, the system's counters.
   */
  static DescribedPredicate<JavaCall<?>> thatReadAClock() {
    return DescribedPredicate.describe(
        "a reading of the clock",
        call -> {
          String owner = call.getTargetOwner().getName();
          boolean time =
              owner.startsWith("java.time.")
                  && (SOURCES_OF_TIME.contains(call.getName())
                      || call.getName().startsWith("system"));
          boolean counter =
              owner.equals("java.lang.System")
                  && (call.getName().equals("nanoTime")
                      || call.getName().equals("currentTimeMillis"));
          return time || counter;
        });
  }

  /** Draws lots. */
  static DescribedPredicate<JavaCall<?>> thatDrawLots() {
    return DescribedPredicate.describe(
        "a source of randomness",
        call -> {
          String owner = call.getTargetOwner().getName();
          return to(Math.class, "random").test(call)
              || to(UUID.class, "randomUUID").test(call)
              || owner.equals("java.util.Random")
              || owner.equals("java.security.SecureRandom")
              || owner.equals("java.util.concurrent.ThreadLocalRandom")
              || owner.startsWith("java.util.random.");
        });
  }

  /** Makes a thread, or borrows one that nobody gave it. */
  static DescribedPredicate<JavaCall<?>> thatMakeThreads() {
    return DescribedPredicate.describe(
        "a thread of its own",
        call -> {
          String owner = call.getTargetOwner().getName();
          boolean made =
              call.getName().equals("<init>")
                  && (call.getTargetOwner().isAssignableTo(Thread.class)
                      || call.getTargetOwner().isAssignableTo(Executor.class)
                      || owner.equals("java.util.Timer"));
          boolean borrowed =
              owner.equals("java.util.concurrent.Executors")
                  || call.getName().equals("commonPool")
                  || call.getName().equals("parallelStream")
                  || asyncWithoutExecutor(call);
          return made || borrowed;
        });
  }

  private static boolean asyncWithoutExecutor(JavaCall<?> call) {
    return call.getTargetOwner().getName().startsWith("java.util.concurrent.Complet")
        && call.getName().endsWith("Async")
        && call.getTarget().getRawParameterTypes().stream()
            .noneMatch(type -> type.isEquivalentTo(Executor.class));
  }

  /** Asks the machine: its environment, properties, default language or zone. */
  static DescribedPredicate<JavaCall<?>> thatAskTheMachine() {
    return DescribedPredicate.describe(
        "a question to the machine",
        call -> {
          boolean system =
              call.getTargetOwner().isEquivalentTo(System.class)
                  && !call.getName().equals("arraycopy");
          boolean runtime = call.getTargetOwner().isEquivalentTo(Runtime.class);
          boolean language =
              call.getTargetOwner().isEquivalentTo(String.class)
                  && LOCALE_TAKERS.contains(call.getName())
                  && call.getTarget().getRawParameterTypes().stream()
                      .noneMatch(type -> type.isEquivalentTo(Locale.class));
          boolean fallback =
              call.getName().equals("getDefault") || call.getName().equals("systemDefault");
          return system || runtime || language || fallback;
        });
  }
}
