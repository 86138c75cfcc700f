package io.signalcoherence.adapter.kafka;

import io.signalcoherence.adapter.kafka.OffsetBook.Ticket;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.StreamObserver;
import io.signalcoherence.ports.out.StreamObserver.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of records from a poll to their final fate: counted, or put aside with the reason. What
 * can't be told yet is submitted again, however long that takes; nothing is passed over.
 *
 * <p>All methods are called on the reader's thread. Answers that come on others wait in a mailbox
 * until {@link #work} is called there.
 */
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** What a letter tells of a record that failed by a fault of ours. */
  private static final Receipt FAULT =
      new Receipt.Undetermined(UndeterminedCause.INTERNAL, Duration.ofSeconds(1));

  private final KafkaConfig config;
  private final IngestSignals ingest;
  private final RecordReader reader;
  private final StreamObserver observer;
  private final OffsetBook book;
  private final DeadLetterWriter letters;
  private final Origin origin;
  private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Later> later = new PriorityQueue<>();
  private final KeyOrder order = new KeyOrder();
  private final Set<Ticket> undetermined = new HashSet<>();
  private long openBytes;
  private int underWay;

  /** What is to be tried again, and when, by {@link System#nanoTime}. */
  private record Later(long due, Runnable work) implements Comparable<Later> {

    @Override
    public int compareTo(Later other) {
      return Long.signum(due - other.due);
    }
  }

  Intake(KafkaConfig config, KafkaPorts ports, OffsetBook book, DeadLetterWriter letters) {
    this.config = config;
    this.ingest = ports.ingest();
    this.reader = new RecordReader(ports.signals(), ports.events());
    this.observer = ports.observer();
    this.book = book;
    this.letters = letters;
    this.origin = new Origin(Channel.KAFKA, config.binding().principal(), Optional.empty());
  }

  /**
   * Takes what a poll has brought, all of it in one submission but what must wait for an earlier
   * record of its key.
   */
  void take(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    List<Held> held = new ArrayList<>();
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      count++;
      Ticket ticket = book.came(record.partition(), record.offset());
      Held one = read(record, ticket);
      openBytes += one.bytes();
      if (one.candidate() == null) {
        putAside(one, FAULT, 0);
      } else if (order.mayGo(one)) {
        held.add(one);
      }
    }
    if (count > 0) {
      observer.read(count);
      submit(held, 0);
    }
  }

  /** A fault of ours must not stop the reader, nor be met again and again. */
  private Held read(ConsumerRecord<byte[], byte[]> record, Ticket ticket) {
    try {
      return new Held(record, ticket, reader.read(record));
    } catch (RuntimeException e) {
      observer.failed(Operation.DECODE);
      LOG.atError()
          .addKeyValue("op", "kafka_decode")
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error_code", e.getClass().getSimpleName())
          .setCause(e)
          .log("a record could not be decoded through a fault of ours and is put aside");
      return new Held(record, ticket, null);
    }
  }

  /** Hears the answers that have come, and tries again what is due. */
  void work() {
    hear();
    long now = System.nanoTime();
    for (Later next = later.peek(); next != null && next.due - now <= 0; next = later.peek()) {
      later.remove();
      next.work.run();
    }
  }

  /** Hears the answers that have come. */
  void hear() {
    for (Runnable answer = mailbox.poll(); answer != null; answer = mailbox.poll()) {
      answer.run();
    }
  }

  /** Whether another poll could bring more than may be open. */
  boolean isFull() {
    return book.open() + config.reading().pollRecords() > config.reading().openRecords()
        || openBytes >= config.reading().openBytes();
  }

  /**
   * The partitions with a record that was answered undetermined and still is: its successors wait,
   * so that they are stored after it. One whose letter can't be written keeps nobody waiting.
   */
  Set<Integer> waiting() {
    Set<Integer> partitions = new HashSet<>();
    undetermined.forEach(ticket -> partitions.add(ticket.partition()));
    return partitions;
  }

  /** Submissions and letters whose answer has not come. */
  int underWay() {
    return underWay;
  }

  private void submit(List<Held> all, int attempt) {
    List<Held> held = current(all);
    if (held.size() < all.size()) {
      all.stream().filter(each -> !book.isCurrent(each.ticket())).forEach(this::decided);
    }
    if (held.isEmpty()) {
      return;
    }
    List<Candidate> candidates =
        held.stream().map(Held::candidate).filter(Objects::nonNull).toList();
    underWay++;
    try {
      ingest
          .submit(new Submission(origin, config.binding().grant(), candidates))
          .whenComplete(
              (receipts, failure) -> mailbox.add(() -> answered(held, attempt, receipts, failure)));
    } catch (RuntimeException e) {
      mailbox.add(() -> answered(held, attempt, null, e));
    }
  }

  private void answered(
      List<Held> held, int attempt, @Nullable List<Receipt> receipts, @Nullable Throwable failure) {
    underWay--;
    if (failure != null || receipts == null || receipts.size() != held.size()) {
      LOG.atError()
          .addKeyValue("op", "kafka_submit")
          .setCause(failure)
          .log("not a receipt an item; all are submitted again");
      again(held, attempt, Duration.ZERO);
      return;
    }
    List<Held> unclear = new ArrayList<>();
    Duration wait = Duration.ZERO;
    for (int i = 0; i < held.size(); i++) {
      Receipt receipt = receipts.get(i);
      if (receipt instanceof Receipt.Undetermined notYet) {
        unclear.add(held.get(i));
        wait = wait.compareTo(notYet.retryAfter()) < 0 ? notYet.retryAfter() : wait;
        continue;
      }
      undetermined.remove(held.get(i).ticket());
      if (receipt instanceof Receipt.Conflict || receipt instanceof Receipt.Rejected) {
        putAside(held.get(i), receipt, 0);
      } else {
        settle(held.get(i));
      }
      decided(held.get(i));
    }
    if (!unclear.isEmpty()) {
      again(unclear, attempt, wait);
    }
  }

  /** Submits the next record of its key, if one of a partition that is still ours waits. */
  private void decided(Held held) {
    for (Held next = order.next(held); next != null; next = order.next(next)) {
      List<Held> ours = current(List.of(next));
      if (!ours.isEmpty()) {
        submit(ours, 0);
        return;
      }
    }
  }

  private void again(List<Held> held, int attempt, Duration atLeast) {
    observer.retried(held.size());
    held.forEach(each -> undetermined.add(each.ticket()));
    long due = System.nanoTime() + BackOff.before(attempt, atLeast).toNanos();
    later.add(new Later(due, () -> submit(held, attempt + 1)));
  }

  private void putAside(Held held, Receipt receipt, int attempt) {
    if (current(List.of(held)).isEmpty()) {
      return;
    }
    underWay++;
    letters.write(
        held.record(),
        receipt,
        failure -> mailbox.add(() -> written(held, receipt, attempt, failure)));
  }

  private void written(Held held, Receipt receipt, int attempt, @Nullable Exception failure) {
    underWay--;
    if (failure == null) {
      observer.putAside(receipt);
      settle(held);
      return;
    }
    observer.failed(Operation.PUT_ASIDE);
    LOG.atWarn()
        .addKeyValue("op", "kafka_put_aside")
        .addKeyValue("topic", config.topics().deadLetters())
        .addKeyValue("error_code", failure.getClass().getSimpleName())
        .log("a dead letter was not written and is written again: {}", failure.getMessage());
    long due = System.nanoTime() + BackOff.before(attempt, Duration.ZERO).toNanos();
    later.add(new Later(due, () -> putAside(held, receipt, attempt + 1)));
  }

  private void settle(Held held) {
    openBytes -= held.bytes();
    if (book.settled(held.ticket())) {
      long age = System.currentTimeMillis() - held.record().timestamp();
      observer.settled(Duration.ofMillis(Math.max(0, age)));
    }
  }

  /** Those whose partition is still ours; of the others the next reader takes care. */
  private List<Held> current(List<Held> all) {
    List<Held> current = new ArrayList<>(all.size());
    for (Held held : all) {
      if (book.isCurrent(held.ticket())) {
        current.add(held);
      } else {
        openBytes -= held.bytes();
        undetermined.remove(held.ticket());
      }
    }
    return current;
  }
}
