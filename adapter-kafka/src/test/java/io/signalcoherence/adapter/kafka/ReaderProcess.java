package io.signalcoherence.adapter.kafka;

import io.signalcoherence.adapter.kafka.KafkaConfig.Binding;
import io.signalcoherence.adapter.kafka.KafkaConfig.Reading;
import io.signalcoherence.adapter.kafka.KafkaConfig.Topics;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.out.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A reader in a JVM of its own, that counts in a file what no kill can take back. */
final class ReaderProcess implements AutoCloseable {

  private final Process process;

  private ReaderProcess(Process process) {
    this.process = process;
  }

  static ReaderProcess begin(KafkaConfig config, Path file) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ReaderProcess.class.getName(),
            config.connection().bootstrapServers(),
            config.topics().signals(),
            file.toString());
    return new ReaderProcess(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  void killHard() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Reads until it is killed. */
  public static void main(String[] args) throws Exception {
    KafkaConfig config =
        new KafkaConfig(
            KafkaConnection.plain(args[0]),
            new Topics(args[1], args[1] + ".dlq"),
            new Binding(
                args[1], new Principal("topic", new Organisation("acme")), new Grant.EveryTenant()),
            new Reading(100, 500, 1 << 20),
            TestTopics.QUICK);
    SignalConsumer consumer =
        KafkaAdapter.consume(
            config,
            new KafkaPorts(
                new FileLedger(Path.of(args[2])),
                TestSignals.PLAIN,
                TestSignals.EVENTS,
                StreamObserver.NONE));
    Thread.currentThread().join();
    consumer.close();
  }

  /** One line a signal, written whole, before it is answered. */
  private static final class FileLedger implements IngestSignals {

    private final FileChannel file;
    private final Set<String> counted = new HashSet<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    FileLedger(Path path) throws IOException {
      this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      counted.addAll(Files.readAllLines(path));
    }

    @Override
    public CompletionStage<List<Receipt>> submit(Submission submission) {
      return CompletableFuture.supplyAsync(
          () -> {
            List<Receipt> receipts = new ArrayList<>();
            submission.candidates().forEach(candidate -> receipts.add(count(candidate)));
            return receipts;
          },
          thread);
    }

    private Receipt count(Candidate candidate) {
      var signal = ((Candidate.WellFormed) candidate).signal();
      String line = signal.key().tenant() + " " + signal.key().id();
      if (!counted.add(line)) {
        return new Receipt.Duplicate(
            RecordingIngest.id(), signal.key().ts(), RecordingIngest.token());
      }
      try {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Receipt.Accepted(RecordingIngest.id(), signal.key().ts(), RecordingIngest.token());
    }
  }
}
