package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.out.StreamObserver.Operation;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running door: reads the topic of signals as a member of its group, submits what it brings and
 * commits offsets once all before them is final. It starts whether or not the brokers are there,
 * and begins anew, with a wait, whatever its clients fail with.
 */
public final class SignalConsumer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SignalConsumer.class);

  private final KafkaConfig config;
  private final KafkaPorts ports;
  private final DeadLetterWriter letters;
  private final Standing standing = new Standing();
  private final LagWatch lag;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread reader = new Thread(this::read, "signalcoherence-kafka");

  private SignalConsumer(KafkaConfig config, KafkaPorts ports) {
    this.config = config;
    this.ports = ports;
    this.letters =
        new DeadLetterWriter(
            () ->
                new KafkaProducer<>(
                    ClientSettings.producer(config.connection(), config.deadlines()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer()),
            config.topics().deadLetters());
    this.lag =
        LagWatch.keep(
            () -> Admin.create(ClientSettings.admin(config.connection(), config.deadlines())),
            config,
            standing);
  }

  static SignalConsumer start(KafkaConfig config, KafkaPorts ports) {
    SignalConsumer consumer = new SignalConsumer(config, ports);
    consumer.reader.setDaemon(true);
    consumer.reader.start();
    return consumer;
  }

  /**
   * How the door stands.
   *
   * @param connected whether the brokers answered when they were last asked
   * @param partitions how many partitions of the topic are read here
   * @param paused how many of these bring nothing now, since too much is open or waits, or they
   *     can't be read
   * @param unreadable how many can't be read, because what lies with the broker is damaged
   * @param open records read here that are not final, or follow one that is not
   * @param lag records of these partitions that are not yet committed; empty while the brokers
   *     don't answer
   */
  public record Condition(
      boolean connected, int partitions, int paused, int unreadable, int open, OptionalLong lag) {}

  /** How the door stands. Returns at once. */
  public Condition condition() {
    return standing.condition();
  }

  /**
   * Stops reading, waits at most the stop deadline for what is under way, commits what is final and
   * leaves the group. Blocks; call it while the ports still work. Further calls do nothing.
   */
  @Override
  public void close() {
    if (stopping.getCount() == 0) {
      return;
    }
    stopping.countDown();
    Duration patience =
        config.deadlines().stop().plus(config.deadlines().request().multipliedBy(2));
    try {
      reader.join(patience.toMillis());
      if (reader.isAlive()) {
        LOG.atWarn()
            .addKeyValue("op", "kafka_stop")
            .log("the reader did not end within {}; what it held will be read again", patience);
        reader.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      letters.close();
      lag.close();
    }
  }

  private void read() {
    int failures = 0;
    while (!isStopping()) {
      long began = System.nanoTime();
      try {
        session();
      } catch (RuntimeException | Error e) {
        ports.observer().failed(Operation.READ);
        boolean lasted = System.nanoTime() - began > Duration.ofMinutes(1).toNanos();
        Duration wait = BackOff.before(lasted ? 0 : failures, Duration.ZERO);
        failures = lasted ? 1 : failures + 1;
        LOG.atWarn()
            .addKeyValue("op", "kafka_read")
            .addKeyValue("topic", config.topics().signals())
            .addKeyValue("error_code", e.getClass().getSimpleName())
            .log("reading failed and begins anew in {}: {}", wait, e.getMessage());
        await(wait);
      } finally {
        standing.none();
      }
    }
  }

  private void session() {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            ClientSettings.groupMember(config),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      new Session(consumer, config, ports, letters, standing).run(this::isStopping);
    } finally {
      consumer.close(CloseOptions.timeout(config.deadlines().request()));
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void await(Duration wait) {
    try {
      stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
