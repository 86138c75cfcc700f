package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.ports.error.InfrastructureException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.NotificationSeverity;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.ResultCursor;

/**
 * The connections to the database. A call runs on the caller's thread and ends by its deadline: the
 * driver's own calls have none while a server is silent, so the asynchronous ones are waited for.
 * After a call that came to its deadline the server is asked for a sign of life: what a silent one
 * holds is given up together with all connections, and new ones are made; one that is slow keeps
 * them, for the sake of the calls beside. Thread-safe.
 */
final class GraphLink implements AutoCloseable {

  private static final int IDLE_SECONDS_BEFORE_CHECK = 5;
  private static final String USER_AGENT = "signal-coherence";
  private static final Duration END = Duration.ofSeconds(Deadlines.END_SECONDS);

  private final Supplier<Driver> maker;
  private final String database;
  private Driver driver;
  private boolean closed;

  private GraphLink(Supplier<Driver> maker, String database) {
    this.maker = maker;
    this.database = database;
    this.driver = maker.get();
  }

  static GraphLink open(Neo4jConfig config) {
    long connectMillis = config.deadlines().connect().toMillis();
    Config settings =
        Config.builder()
            .withConnectionTimeout(connectMillis, TimeUnit.MILLISECONDS)
            .withConnectionAcquisitionTimeout(
                config.deadlines().question().toMillis(), TimeUnit.MILLISECONDS)
            .withMaxConnectionPoolSize(config.connections())
            .withConnectionLivenessCheckTimeout(IDLE_SECONDS_BEFORE_CHECK, TimeUnit.SECONDS)
            .withEventLoopThreads(1)
            .withUserAgent(USER_AGENT)
            .withMinimumNotificationSeverity(NotificationSeverity.OFF)
            .withTelemetryDisabled(true)
            .build();
    return new GraphLink(
        () ->
            GraphDatabase.driver(
                config.uri(),
                AuthTokens.basic(config.login().user(), config.login().password()),
                settings),
        config.database());
  }

  /** What a call is and how long it may take. */
  record Call(String doing, AccessMode mode, Duration time) {}

  /** Works in one transaction, which is rolled back unless the work commits it. */
  <T> T call(Call call, Function<GraphTransaction, T> work) {
    return within(
        call,
        (session, deadline) -> {
          TransactionConfig timeout = TransactionConfig.builder().withTimeout(call.time()).build();
          GraphTransaction transaction =
              new GraphTransaction(
                  deadline.await(session.beginTransactionAsync(timeout)), deadline);
          try {
            return work.apply(transaction);
          } catch (RuntimeException e) {
            throw new Failed(e, transaction.committing());
          }
        });
  }

  /** Runs statements one after another, each a transaction of its own, as a schema needs it. */
  void statements(Call call, List<String> statements) {
    Boolean unused =
        within(
            call,
            (session, deadline) -> {
              for (String statement : statements) {
                Object unusedSummary =
                    deadline.await(
                        session.runAsync(statement).thenCompose(ResultCursor::consumeAsync));
              }
              return true;
            });
  }

  private interface Work<T> {
    T in(AsyncSession session, Deadline deadline);
  }

  private <T> T within(Call call, Work<T> work) {
    Deadline deadline = Deadline.in(call.time());
    Driver used = driver();
    try {
      AsyncSession session = used.session(AsyncSession.class, session(call.mode()));
      return in(session, deadline, work);
    } catch (Failed e) {
      throw failure(used, e.failure(), e.committing(), call);
    } catch (RuntimeException e) {
      throw failure(used, e, false, call);
    }
  }

  private static <T> T in(AsyncSession session, Deadline deadline, Work<T> work) {
    boolean late = false;
    try {
      return work.in(session, deadline);
    } catch (RuntimeException e) {
      late = isLate(e);
      throw e;
    } finally {
      CompletionStage<Void> closing = session.closeAsync();
      if (!late) {
        end(closing);
      }
    }
  }

  private static boolean isLate(RuntimeException failure) {
    return failure instanceof Deadline.Late
        || (failure instanceof Failed failed && failed.failure() instanceof Deadline.Late);
  }

  private InfrastructureException failure(
      Driver used, RuntimeException failure, boolean committing, Call call) {
    if (failure instanceof Deadline.Late && !answers(used)) {
      renew(used);
    }
    return GraphFailure.of(failure, committing, call.doing());
  }

  private boolean answers(Driver asked) {
    AsyncSession session = asked.session(AsyncSession.class, session(AccessMode.READ));
    try {
      Object unused =
          Deadline.in(END).await(session.runAsync("RETURN 1").thenCompose(ResultCursor::listAsync));
      return true;
    } catch (RuntimeException e) {
      return false;
    } finally {
      CompletionStage<Void> unused = session.closeAsync();
    }
  }

  private SessionConfig session(AccessMode mode) {
    return SessionConfig.builder().withDatabase(database).withDefaultAccessMode(mode).build();
  }

  /** Waits a little for what has no say in the outcome any more, such as a rollback's answer. */
  private static void end(CompletionStage<Void> ending) {
    try {
      Void unused = Deadline.in(END).await(ending);
    } catch (RuntimeException e) {
      // the transaction is lost with its connection
    }
  }

  private synchronized Driver driver() {
    return driver;
  }

  private synchronized void renew(Driver silent) {
    if (driver == silent && !closed) {
      driver = maker.get();
      CompletionStage<Void> unused = silent.closeAsync();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    end(driver.closeAsync());
  }

  /** What failed within a transaction, and how far that had come. */
  private static final class Failed extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final transient RuntimeException failure;
    private final boolean committing;

    Failed(RuntimeException failure, boolean committing) {
      super(failure);
      this.failure = failure;
      this.committing = committing;
    }

    RuntimeException failure() {
      return failure;
    }

    boolean committing() {
      return committing;
    }
  }
}
