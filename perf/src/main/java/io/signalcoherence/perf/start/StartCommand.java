package io.signalcoherence.perf.start;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.perf.load.CpuMeter;
import io.signalcoherence.perf.load.LoadDriver;
import io.signalcoherence.perf.load.LoadPlan;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.load.Traffic;
import io.signalcoherence.perf.service.ReadyService;
import io.signalcoherence.perf.service.ServiceLaunch;
import io.signalcoherence.perf.service.ServiceOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench start}: time to readiness, and memory under load, beside their goals. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the time from the start of the service's process to its readiness, in fresh folders"
          + " (cold) and in a used one (warm), then the memory of the service and its PostgreSQL"
          + " while it is loaded, read once a second; the moment at which both took most is told.",
      "The very first start, which writes the class archive on JDK 19 and later, is told apart.",
      "Exit status 0 if no request failed, 1 if one did; the goals are told, not judged."
    })
public final class StartCommand implements Callable<Integer> {

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(names = "--starts", description = "of each kind (default: ${DEFAULT-VALUE})")
  private int starts = 5;

  @Option(names = "--rate", description = "single signals a second (default: ${DEFAULT-VALUE})")
  private double rate = 5_000;

  @Option(names = "--seconds", description = "of load (default: ${DEFAULT-VALUE})")
  private int seconds = 60;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "of load before it, in which memory is read too (default: ${DEFAULT-VALUE})")
  private int warmUp = 5;

  @Option(
      names = "--connections",
      description = "most requests in flight (default: ${DEFAULT-VALUE})")
  private int connections = 256;

  @Option(names = "--json", description = "print JSON, with all that was measured")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (starts < 1) {
      throw new IllegalArgumentException("--starts: " + starts + " (expected: >= 1)");
    }
    PrintWriter out = spec.commandLine().getOut();
    Path folder = options.folder("start");
    ServiceLaunch launch = options.launch(folder.resolve("classes.jsa"));
    long first = startedIn(folder, "first", launch);
    List<Long> cold = new ArrayList<>();
    List<Long> warm = new ArrayList<>();
    for (int i = 1; i <= starts; i++) {
      cold.add(startedIn(folder, "cold-" + i, launch));
    }
    for (int i = 1; i <= starts; i++) {
      warm.add(startedIn(folder, "first", launch));
    }
    try (ReadyService service = start(folder, "first", launch);
        MemoryWatch memory = new MemoryWatch(service.process().pid(), service.postgres().pid())) {
      LoadResult load = load(service);
      StartReport report =
          new StartReport(
              options.text() + ", " + String.join(" ", launch.options()),
              first,
              cold,
              warm,
              load,
              memory.largest());
      out.print(json ? new ObjectMapper().writeValueAsString(report) + "\n" : report.text());
      out.flush();
      return load.errors().isEmpty() ? 0 : 1;
    }
  }

  private long startedIn(Path folder, String data, ServiceLaunch launch)
      throws IOException, InterruptedException {
    try (ReadyService service = start(folder, data, launch)) {
      return service.startedIn().toMillis();
    }
  }

  private ReadyService start(Path folder, String data, ServiceLaunch launch)
      throws IOException, InterruptedException {
    return ReadyService.start(
        launch, folder.resolve(data), options.environment(), folder.resolve("service.log"));
  }

  private LoadResult load(ReadyService service) throws IOException {
    URI base = service.process().base();
    String run = String.format(Locale.ROOT, "r%x", System.currentTimeMillis());
    LoadPlan plan =
        new LoadPlan(
            new InetSocketAddress(base.getHost(), base.getPort()),
            new Traffic(rate, 1, Traffic.BatchFormat.JSON, 10, run),
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(seconds),
            connections);
    CpuMeter cpu =
        new CpuMeter()
            .watch("driver", ProcessHandle.current().pid())
            .watch("service", service.process().pid())
            .watchTree("postgres", service.postgres().pid());
    return new LoadDriver(plan, cpu).run();
  }
}
