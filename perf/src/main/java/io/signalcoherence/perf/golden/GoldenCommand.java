package io.signalcoherence.perf.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code golden generate}: writes a golden file and its manifest. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description =
        "Write a golden file (NDJSON, gzipped if it ends in .gz) and its manifest beside it.")
public final class GoldenCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "the file to write")
  private Path file = Path.of("golden.ndjson.gz");

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "default: FILE with .manifest.json added")
  private Path manifest = Path.of("");

  @Option(names = "--seed", description = "determines every byte (default: ${DEFAULT-VALUE})")
  private long seed = GoldenPlan.standard().seed();

  @Option(
      names = "--start",
      paramLabel = "DAY",
      description = "first UTC day (default: ${DEFAULT-VALUE})")
  private LocalDate start = GoldenPlan.standard().start();

  @Option(names = "--days", description = "number of days (default: ${DEFAULT-VALUE})")
  private int days = GoldenPlan.standard().days();

  @Option(
      names = "--signals",
      paramLabel = "N",
      description = "distinct signals of a tenant on a day (default: ${DEFAULT-VALUE})")
  private int signals = GoldenPlan.standard().signalsPerTenantDay();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    GoldenManifest made = GoldenGenerator.write(new GoldenPlan(seed, start, days, signals), file);
    Path beside = manifest.toString().isEmpty() ? Path.of(file + ".manifest.json") : manifest;
    Files.writeString(beside, made.toJson(), StandardCharsets.UTF_8);
    spec.commandLine()
        .getOut()
        .printf("%s: %d lines, sha256 %s%n", file, made.lines(), made.data().sha256());
    return 0;
  }
}
