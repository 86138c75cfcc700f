package io.signalcoherence.adapter.neo4j;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.neo4j.driver.Query;
import org.neo4j.driver.Record;
import org.neo4j.driver.async.AsyncTransaction;
import org.neo4j.driver.async.ResultCursor;

/** One transaction of one call; every step of it ends by the call's deadline. */
final class GraphTransaction {

  private final AsyncTransaction transaction;
  private final Deadline deadline;
  private boolean committing;

  GraphTransaction(AsyncTransaction transaction, Deadline deadline) {
    this.transaction = transaction;
    this.deadline = deadline;
  }

  List<Record> run(String cypher, Map<String, Object> parameters) {
    return deadline.await(
        transaction.runAsync(new Query(cypher, parameters)).thenCompose(ResultCursor::listAsync));
  }

  /** Hands over each record as it comes, on a thread of the driver, one at a time. */
  void each(String cypher, Map<String, Object> parameters, Consumer<Record> consumer) {
    Object unused =
        deadline.await(
            transaction
                .runAsync(new Query(cypher, parameters))
                .thenCompose(cursor -> cursor.forEachAsync(consumer)));
  }

  void commit() {
    committing = true;
    Void unused = deadline.await(transaction.commitAsync());
    committing = false;
  }

  /** Whether the commit was sent and its answer has not come. */
  boolean committing() {
    return committing;
  }
}
