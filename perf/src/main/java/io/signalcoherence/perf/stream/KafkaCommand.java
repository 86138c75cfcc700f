package io.signalcoherence.perf.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.service.ServiceOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench kafka}: from Kafka to scored. */
@Command(
    name = "kafka",
    mixinStandardHelpOptions = true,
    description = {
      "Fill a topic, start a service on it, and take the time until every signal is stored, scored"
          + " and committed; beside it what a bare consumer of the same topic does, and batches by"
          + " HTTP. Then stop the service, let signals arrive at a rate, and take the time in which"
          + " a started service works off what was missed while more comes."
    })
public final class KafkaCommand implements Callable<Integer> {

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(names = "--signals", description = "of the filled topic (default: ${DEFAULT-VALUE})")
  private long signals = 600_000;

  @Option(names = "--rate", description = "of the arrivals, signals/s (default: ${DEFAULT-VALUE})")
  private int rate = 2_000;

  @Option(
      names = "--missed",
      paramLabel = "SECONDS",
      description = "how long arrivals are not read (default: ${DEFAULT-VALUE})")
  private int missed = 120;

  @Option(
      names = "--seconds",
      description = "of batches by HTTP; 0 leaves them out (default: ${DEFAULT-VALUE})")
  private int seconds = 5;

  @Option(
      names = "--batch-connections",
      description = "batches in flight (default: ${DEFAULT-VALUE})")
  private int connections = 32;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = options.folder("kafka");
    if (!json) {
      out.println(options.text() + ", data and logs in " + folder);
      out.flush();
    }
    StreamReport report;
    try (StreamBench bench = new StreamBench(folder, options.launch(), options.environment())) {
      bench.prepare();
      bench.fill(signals);
      double bare = bench.bare();
      StreamReport.Reading reading = bench.read();
      StreamReport.Http http = new StreamReport.Http(0, Map.of());
      if (seconds > 0) {
        LoadResult batches = bench.http(connections, Duration.ofSeconds(seconds));
        http =
            new StreamReport.Http(
                batches.rate().achieved(), batches.cpu().secondsPerThousandSignals());
      }
      bench.stop();
      StreamReport.Drain drain = bench.drain(rate, Duration.ofSeconds(missed));
      report = new StreamReport(options.text(), bare, reading, http, drain);
    }
    out.print(json ? new ObjectMapper().writeValueAsString(report) + "\n" : report.text());
    out.flush();
    return 0;
  }
}
