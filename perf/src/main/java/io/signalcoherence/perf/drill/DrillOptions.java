package io.signalcoherence.perf.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every drill: its folder, its seed and the form of its report. */
public final class DrillOptions {

  @Option(
      names = "--folder",
      description = "where data, journals and logs go; a fresh temporary one unless given")
  private Path folder = Path.of("");

  @Option(names = "--seed", description = "default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(names = "--json", description = "print the report as JSON")
  private boolean json;

  /** Options that were not given. */
  public DrillOptions() {}

  /** Of the signals and of every choice. */
  public long seed() {
    return seed;
  }

  /** The folder, which exists then; a fresh one each time unless one is given. */
  public Path place() throws IOException {
    return folder.toString().isEmpty()
        ? Files.createTempDirectory("signalcoherence-drill-")
        : Files.createDirectories(folder).toAbsolutePath();
  }

  /** Prints a report, as text or as JSON, and where its traces lie. */
  public void tell(PrintWriter out, Object report, String text, Path place) throws IOException {
    out.print(json ? new ObjectMapper().writeValueAsString(report) + "\n" : text);
    out.println("journals and logs: " + place);
    out.flush();
  }
}
