package io.signalcoherence.adapter.kafka;

import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import io.signalcoherence.adapter.kafka.KafkaConfig.Topics;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.error.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Looks through dead letters and sends them again to the topic of signals, once what they failed by
 * is repaired. Calls block. Each looks at what there is when it begins and no further, so that a
 * letter which comes back is not sent in circles.
 */
public final class DeadLetterDesk {

  /** How often a letter is sent again, unless another number is given. */
  public static final int MOST_REDRIVEN = 3;

  private final KafkaConnection connection;
  private final Topics topics;
  private final String group;
  private final Deadlines deadlines;

  DeadLetterDesk(KafkaConnection connection, Topics topics, String group, Deadlines deadlines) {
    this.connection = connection;
    this.topics = topics;
    this.group = group + ".redrive";
    this.deadlines = deadlines;
  }

  /**
   * Which letters.
   *
   * @param place one alone
   * @param reason those of one reason alone
   * @param tenant those whose key is this text alone
   */
  public record Selection(
      Optional<DeadLetter.Place> place, Optional<String> reason, Optional<String> tenant) {

    /** All letters. */
    public static final Selection EVERYTHING =
        new Selection(Optional.empty(), Optional.empty(), Optional.empty());

    boolean covers(DeadLetter letter) {
      return place.map(letter.place()::equals).orElse(true)
          && reason.map(letter.reason()::equals).orElse(true)
          && tenant
              .map(
                  name ->
                      letter
                          .content()
                          .key()
                          .filter(key -> Arrays.equals(key, name.getBytes(StandardCharsets.UTF_8)))
                          .isPresent())
              .orElse(true);
    }
  }

  /**
   * How to send letters again.
   *
   * @param dryRun whether only to tell what would be done
   * @param mostRedriven a letter that was sent again so often already is held back, 1 to 100
   */
  public record Redrive(boolean dryRun, int mostRedriven) {

    private static final int MOST = 100;

    /**
     * Validates the number.
     *
     * @throws InvalidValueException if it is out of range
     */
    public Redrive {
      if (mostRedriven < 1 || mostRedriven > MOST) {
        throw new InvalidValueException("most-redriven", mostRedriven, "1 to 100");
      }
    }
  }

  /** What was decided for a letter. */
  public enum Decision {
    /** It was sent again, or would have been. */
    SENT,
    /** It came back too often already. */
    CAME_BACK,
    /** Its value was too large for a letter and is not here. */
    VALUE_ELSEWHERE
  }

  /**
   * What became of the letters that were selected.
   *
   * @param sent sent again, or would have been
   * @param cameBack held back, since they came back too often
   * @param valueElsewhere held back, since their value is not here
   */
  public record Outcome(long sent, long cameBack, long valueElsewhere) {

    private Outcome and(Decision decision) {
      return switch (decision) {
        case SENT -> new Outcome(sent + 1, cameBack, valueElsewhere);
        case CAME_BACK -> new Outcome(sent, cameBack + 1, valueElsewhere);
        case VALUE_ELSEWHERE -> new Outcome(sent, cameBack, valueElsewhere + 1);
      };
    }
  }

  /**
   * Tells of each selected letter, in the order of each partition.
   *
   * @throws io.signalcoherence.ports.error.InfrastructureException if the brokers can't be used
   */
  public void list(Selection selection, Consumer<DeadLetter> each) {
    try (DeadLetterReader reader =
        DeadLetterReader.open(connection, topics.deadLetters(), deadlines, null)) {
      for (List<DeadLetter> letters = reader.next(); !letters.isEmpty(); letters = reader.next()) {
        letters.stream().filter(selection::covers).forEach(each);
      }
    }
  }

  /**
   * The letter at a place; empty if there is none.
   *
   * @throws io.signalcoherence.ports.error.InfrastructureException if the brokers can't be used
   */
  public Optional<DeadLetter> show(DeadLetter.Place place) {
    List<DeadLetter> found = new ArrayList<>();
    list(new Selection(Optional.of(place), Optional.empty(), Optional.empty()), found::add);
    return found.stream().findFirst();
  }

  /**
   * Sends selected letters again. A run over everything stores how far it came, and the next one
   * begins there, behind what was held back as well; a run over some sees all letters each time, so
   * it is the way to those. Sending one twice does no harm: it counts once.
   *
   * @param each is told of each selected letter and what was decided
   * @throws io.signalcoherence.ports.error.InfrastructureException if the brokers can't be used;
   *     letters told of may or may not have been sent, and running it again is safe
   */
  public Outcome redrive(Selection selection, Redrive how, BiConsumer<DeadLetter, Decision> each) {
    boolean everything = selection.equals(Selection.EVERYTHING);
    Outcome outcome = new Outcome(0, 0, 0);
    try (DeadLetterReader reader =
            DeadLetterReader.open(
                connection, topics.deadLetters(), deadlines, everything ? group : null);
        Producer<byte[], byte[]> producer = producer()) {
      for (List<DeadLetter> letters = reader.next(); !letters.isEmpty(); letters = reader.next()) {
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        for (DeadLetter letter : letters) {
          if (selection.covers(letter)) {
            Decision decision = decide(letter, how);
            if (decision == Decision.SENT && !how.dryRun()) {
              sends.add(send(producer, letter));
            }
            outcome = outcome.and(decision);
            each.accept(letter, decision);
          }
        }
        await(sends);
        if (everything && !how.dryRun()) {
          reader.done();
        }
      }
      return outcome;
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  private static Decision decide(DeadLetter letter, Redrive how) {
    if (letter.content().valueLeft()) {
      return Decision.VALUE_ELSEWHERE;
    }
    return letter.redriven() >= how.mostRedriven() ? Decision.CAME_BACK : Decision.SENT;
  }

  /**
   * Sends one letter. One that can't be handed over ends the run: a letter is larger than what is
   * sent of it, so it is not the size, and each of the others would wait in vain.
   */
  private Future<RecordMetadata> send(Producer<byte[], byte[]> producer, DeadLetter letter) {
    Future<RecordMetadata> send = producer.send(again(letter));
    if (send.isDone()) {
      await(List.of(send));
    }
    return send;
  }

  private ProducerRecord<byte[], byte[]> again(DeadLetter letter) {
    Headers headers = new RecordHeaders();
    for (DeadLetter.Field field : letter.content().headers()) {
      headers.add(field.name(), field.value().orElse(null));
    }
    LetterHeaders.put(headers, LetterHeaders.REDRIVEN, Integer.toString(letter.redriven() + 1));
    return new ProducerRecord<>(
        topics.signals(),
        null,
        letter.content().key().orElse(null),
        letter.content().value().orElse(null),
        headers);
  }

  private void await(List<Future<RecordMetadata>> sends) {
    try {
      for (Future<RecordMetadata> send : sends) {
        send.get(deadlines.delivery().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        ClientSettings.producer(connection, deadlines),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private UnavailableException unavailable(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return new UnavailableException(
        "kafka-unavailable",
        topics.signals() + ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        failure);
  }
}
