package io.signalcoherence.perf.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The options that say in what form a result is printed. */
final class ResultOptions {

  @Option(names = "--json", description = "print JSON, with all that was measured")
  private boolean json;

  boolean asJson() {
    return json;
  }

  void tell(PrintWriter out, Object result, String text) throws IOException {
    out.print(json ? new ObjectMapper().writeValueAsString(result) + "\n" : text);
    out.flush();
  }
}
