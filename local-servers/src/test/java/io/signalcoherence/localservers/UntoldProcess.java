package io.signalcoherence.localservers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A live process of which the system tells nothing, as of another user's. */
final class UntoldProcess implements ProcessHandle {

  @Override
  public long pid() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Info info() {
    return new Info() {
      @Override
      public Optional<String> command() {
        return Optional.empty();
      }

      @Override
      public Optional<String> commandLine() {
        return Optional.empty();
      }

      @Override
      public Optional<String[]> arguments() {
        return Optional.empty();
      }

      @Override
      public Optional<Instant> startInstant() {
        return Optional.empty();
      }

      @Override
      public Optional<Duration> totalCpuDuration() {
        return Optional.empty();
      }

      @Override
      public Optional<String> user() {
        return Optional.empty();
      }
    };
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public Optional<ProcessHandle> parent() {
    return Optional.empty();
  }

  @Override
  public Stream<ProcessHandle> children() {
    return Stream.empty();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return Stream.empty();
  }

  @Override
  public CompletableFuture<ProcessHandle> onExit() {
    return new CompletableFuture<>();
  }

  @Override
  public boolean supportsNormalTermination() {
    return false;
  }

  @Override
  public boolean destroy() {
    return false;
  }

  @Override
  public boolean destroyForcibly() {
    return false;
  }

  @Override
  public int compareTo(ProcessHandle other) {
    return Long.compare(pid(), other.pid());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(pid());
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }
}
