package io.signalcoherence.perf.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.perf.golden.GoldenPlan;
import io.signalcoherence.perf.service.ReadyService;
import io.signalcoherence.perf.service.ServiceOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench golden}: whether the golden signals cost each fresh service the same CPU time. */
@Command(
    name = "golden",
    mixinStandardHelpOptions = true,
    description = {
      "Send the golden data set several times, each to a fresh service that other days have warmed"
          + " up, part by part in turn, and tell the CPU time of the service and its PostgreSQL for"
          + " 1,000 signals, relative to a fixed work done in between by the driver's own thread."
          + " PostgreSQL's autovacuum is off meanwhile.",
      "Exit status 0 if the relative figures spread by 5 % at most, 1 if by more."
    })
public final class CostCommand implements Callable<Integer> {

  private static final int REFERENCE_TIMES = 5;
  private static final int REFERENCE_WARM_UPS = 20;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(names = "--passes", description = "how often (default: ${DEFAULT-VALUE})")
  private int passes = 3;

  @Option(names = "--rate", description = "signals/s (default: ${DEFAULT-VALUE})")
  private double rate = 5_000;

  @Option(
      names = "--signals",
      description = "distinct signals of each of the ten tenants (default: ${DEFAULT-VALUE})")
  private int signals = 10_000;

  @Option(
      names = "--batch",
      description =
          "lines in a request, a divisor of all lines: 103,500 by default (default:"
              + " ${DEFAULT-VALUE})")
  private int batch = 500;

  @Option(
      names = "--warm-ups",
      paramLabel = "DAYS",
      description =
          "sent before, at four times the rate, and not counted (default: ${DEFAULT-VALUE})")
  private int warmUps = 3;

  @Option(
      names = "--connections",
      description = "most requests in flight (default: ${DEFAULT-VALUE})")
  private int connections = 8;

  @Option(
      names = "--parts",
      description = "of the measured day, with the fixed work between (default: ${DEFAULT-VALUE})")
  private int parts = 12;

  @Option(names = "--json", description = "print JSON, with all that was measured")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    GoldenBodies measured = day(0);
    Path folder = options.folder("golden");
    String settings = settings(measured.manifest().lines(), folder);
    tell(out, settings + System.lineSeparator() + CostReport.head());
    CostReport report = new CostReport(settings, measure(folder, measured));
    report.readings().forEach(reading -> tell(out, CostReport.line(reading)));
    tell(out, report.summary());
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
      out.flush();
    }
    return report.repeatable() ? 0 : 1;
  }

  private String settings(long lines, Path folder) {
    return String.format(
        Locale.ROOT,
        "%s, %s; autovacuum off; %d warm-up days, then %d lines at %.0f/s, %d a request, in %d"
            + " parts, the services in turn; data and logs in %s",
        options.text(),
        String.join(" ", options.launch().options()),
        warmUps,
        lines,
        rate,
        batch,
        parts,
        folder);
  }

  /**
   * Sends to all services, which run at once, part by part in turn: what else the machine does
   * meets them alike. Each part begins with another service.
   */
  private List<CostReading> measure(Path folder, GoldenBodies measured)
      throws IOException, SQLException, InterruptedException {
    ReferenceWork reference = warm(new ReferenceWork(measured.bodies(), REFERENCE_TIMES));
    List<GoldenBodies> others = new ArrayList<>();
    for (int i = warmUps; i > 0; i--) {
      others.add(day(-i));
    }
    List<CostPass> all = new ArrayList<>();
    try {
      for (int i = 1; i <= passes; i++) {
        all.add(new CostPass(i, start(folder, i), pace(), reference));
        all.get(i - 1).warmUp(others);
      }
      List<CostPass> order = new ArrayList<>(all);
      for (int part = 0; part < parts; part++) {
        for (CostPass pass : order) {
          pass.send(measured, part);
        }
        Collections.rotate(order, 1);
      }
      List<CostReading> readings = new ArrayList<>();
      for (CostPass pass : all) {
        readings.add(pass.reading(measured.manifest()));
      }
      return readings;
    } finally {
      all.forEach(CostPass::close);
    }
  }

  private CostPass.Pace pace() {
    return new CostPass.Pace(rate, connections, parts);
  }

  private ReadyService start(Path folder, int pass) throws IOException, InterruptedException {
    return ReadyService.start(
        options.launch(),
        folder.resolve("data-" + pass),
        options.environment(),
        folder.resolve("service-" + pass + ".log"));
  }

  /** The standard data set's day, or one so many days later. */
  private GoldenBodies day(int later) throws IOException {
    GoldenPlan standard = GoldenPlan.standard();
    GoldenPlan plan = new GoldenPlan(standard.seed(), standard.start().plusDays(later), 1, signals);
    return GoldenBodies.of(plan, batch);
  }

  /** Lets the compiler be done with it. */
  private static ReferenceWork warm(ReferenceWork work) throws IOException {
    for (int i = 0; i < REFERENCE_WARM_UPS; i++) {
      work.cpuSeconds();
    }
    return work;
  }

  private void tell(PrintWriter out, String text) {
    if (!json) {
      out.print(text);
      out.flush();
    }
  }
}
