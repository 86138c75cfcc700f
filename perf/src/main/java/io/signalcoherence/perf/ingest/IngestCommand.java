package io.signalcoherence.perf.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.load.RateSearch;
import io.signalcoherence.perf.service.ServiceOptions;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench ingest}: our rates and their limits in one run. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Measure single pushes and batches through a service of its own, and their limits on the same"
          + " machine: the rows inserted by SQL alone, the requests answered by the HTTP surface"
          + " alone, and a service written in a day.",
      "The sides are measured in turn, round after round; every run is told.",
      "Sides: single, batch, bare, http-single, http-batch, naive."
    })
public final class IngestCommand implements Callable<Integer> {

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(
      names = "--sides",
      split = ",",
      paramLabel = "SIDE",
      description = "what is measured, in this order (default: ${DEFAULT-VALUE})",
      defaultValue = "single,batch,bare,http-single,http-batch")
  private List<String> sides = new ArrayList<>();

  @Option(
      names = "--rate",
      description =
          "signals/s of single and naive; --search begins with it (default: ${DEFAULT-VALUE})")
  private double rate = 5_000;

  @Option(names = "--search", description = "search single's and naive's highest rate within --p99")
  private boolean search;

  @Option(
      names = "--p99",
      paramLabel = "MS",
      description = "limit of the search (default: ${DEFAULT-VALUE})")
  private double p99 = 25;

  @Option(
      names = "--confirm",
      paramLabel = "SECONDS",
      description = "length of the search's last run (default: ${DEFAULT-VALUE})")
  private int confirm = 10;

  @Option(names = "--rounds", description = "default: ${DEFAULT-VALUE}")
  private int rounds = 3;

  @Option(
      names = "--seconds",
      description =
          "measured time of a run, and of a step of the search (default: ${DEFAULT-VALUE})")
  private int seconds = 5;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "of each side before the first round (default: ${DEFAULT-VALUE})")
  private int warmUp = 10;

  @Option(
      names = "--connections",
      description = "most single requests in flight (default: ${DEFAULT-VALUE})")
  private int connections = 256;

  @Option(
      names = "--batch-connections",
      description = "batches in flight (default: ${DEFAULT-VALUE})")
  private int batchConnections = 32;

  @Option(
      names = "--inserters",
      description = "connections of bare, one transaction each (default: ${DEFAULT-VALUE})")
  private int inserters = 4;

  @Option(
      names = "--group",
      description = "rows of bare in a transaction (default: ${DEFAULT-VALUE})")
  private int group = 500;

  @Option(names = "--json", description = "print JSON, every run included")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<SideName> chosen = sides.stream().map(SideName::named).toList();
    Path folder = options.folder("ingest");
    tell(out, options.text() + ", data and logs in " + folder + "\n");
    try (Bench bench = new Bench(folder, options.launch(), options.environment())) {
      Map<SideName, Side> measured = new EnumMap<>(SideName.class);
      for (SideName name : chosen) {
        measured.put(name, side(bench, name, step -> tell(out, IngestReport.step(name, step))));
      }
      IngestReport report = measure(out, bench, chosen, measured);
      if (json) {
        out.println(new ObjectMapper().writeValueAsString(report));
      }
      tell(out, report.summary());
      out.flush();
    }
    return 0;
  }

  private IngestReport measure(
      PrintWriter out, Bench bench, List<SideName> chosen, Map<SideName, Side> measured)
      throws IOException, SQLException {
    for (SideName name : chosen) {
      if (warmUp > 0) {
        measured.get(name).warmUp(Duration.ofSeconds(warmUp));
      }
    }
    tell(out, IngestReport.head());
    List<IngestRun> runs = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (SideName name : chosen) {
        IngestRun run =
            new IngestRun(
                name.text(),
                round,
                measured.get(name).run(Duration.ofSeconds(1), Duration.ofSeconds(seconds)));
        runs.add(run);
        tell(out, IngestReport.line(run));
      }
    }
    return new IngestReport(options.text(), runs, search, bench.readyMillis(), bench.memory());
  }

  private Side side(Bench bench, SideName name, Consumer<LoadResult> steps)
      throws IOException, InterruptedException {
    HttpSide.Load single = new HttpSide.Load(rate, 1, connections, limits());
    HttpSide.Load batch = new HttpSide.Load(rate, 100, batchConnections, Optional.empty());
    return switch (name) {
      case SINGLE -> http(bench, bench.service(), single, steps);
      case BATCH -> http(bench, bench.service(), batch.saturating(batchConnections), steps);
      case BARE -> new BareInsert(bench.access(), bench.cpu(), inserters, group);
      case HTTP_SINGLE -> http(bench, bench.peer("instant"), single.saturating(connections), steps);
      case HTTP_BATCH ->
          http(bench, bench.peer("instant"), batch.saturating(batchConnections), steps);
      case NAIVE -> http(bench, bench.peer("naive"), single, steps);
    };
  }

  private static Side http(
      Bench bench, ServiceProcess process, HttpSide.Load load, Consumer<LoadResult> steps)
      throws IOException {
    return new HttpSide(process, bench.cpu(process), load, steps);
  }

  private Optional<RateSearch.Limits> limits() {
    return search
        ? Optional.of(
            new RateSearch.Limits(p99, Duration.ofSeconds(seconds), Duration.ofSeconds(confirm)))
        : Optional.empty();
  }

  private void tell(PrintWriter out, String text) {
    if (!json) {
      out.print(text);
      out.flush();
    }
  }
}
