package io.signalcoherence.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands, on a real embedded PostgreSQL that all of them share. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CommandLineTest {

  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  @Order(1)
  void theDemoShowsTheScoresThatWereComputedElsewhere() throws IOException {
    assertThat(run("demo")).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .contains("sent: 100,000 accepted, 3,000 duplicate, 500 conflict, 0 rejected");
    for (JsonNode tenant : golden().get("tenants")) {
      JsonNode expected = tenant.get("expected");
      assertThat(out.toString())
          .containsPattern(
              String.join(
                  " +",
                  tenant.get("tenant_id").asText(),
                  expected.get("score").asText(),
                  expected.get("status").asText(),
                  expected.get("agreement").asText(),
                  expected.get("sample_size").asText(),
                  expected.get("effective_sample_size").asText()));
    }
  }

  @Test
  @Order(2)
  void aSecondDemoAcceptsNothingAndMovesNoScore() {
    run("demo");
    String before = scores();
    out.getBuffer().setLength(0);

    assertThat(run("demo")).isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains("sent: 0 accepted, 103,000 duplicate, 500 conflict");
    assertThat(scores()).isEqualTo(before);
  }

  @Test
  @Order(3)
  void aTenantIsAddedOnceShownAndChanged() {
    assertThat(
            run(
                "tenant",
                "add",
                "plant",
                "--retention",
                "90d",
                "--share",
                "3",
                "--cache-time",
                "2m"))
        .isEqualTo(ExitCode.OK);
    assertThat(run("tenant", "add", "plant")).isEqualTo(ExitCode.FAILED);
    assertThat(run("tenant", "set", "plant", "--healthy", "0.9", "--state", "draining"))
        .isEqualTo(ExitCode.OK);
    out.getBuffer().setLength(0);

    assertThat(run("tenant", "--json", "show", "plant")).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .contains("\"retention\":\"90d\"", "\"share\":3", "\"healthy\":0.900000000")
        .contains("\"state\":\"draining\"", "\"cache_time\":\"2m\"");
    assertThat(run("tenant", "set", "plant", "--cache-time", "service")).isEqualTo(ExitCode.OK);
    assertThat(run("tenant", "set", "plant", "--cache-time", "2h")).isNotEqualTo(ExitCode.OK);
    assertThat(run("tenant", "--json", "show", "plant")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("\"cache_time\":\"service\"");
    assertThat(run("tenant", "show", "nobody")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("tenant nobody is not registered");
  }

  @Test
  @Order(4)
  void aFileIsReplayedAndWhatIsWrongInItIsToldByLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("signals.ndjson"),
            """
            {"tenant_id":"acme","source":"a","signal_id":"1","ts":"2013-01-01T00:00:00Z","type":"t","value":1}
            {"tenant_id":"acme","source":"a","signal_id":"2","ts":"2013-01-01T00:01:00Z","type":"t","value":2}
            """);

    assertThat(run("replay", "--shift-to-now", file.toString())).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString())
        .contains("1 accepted, 0 duplicate, 0 conflict, 1 rejected")
        .contains("invalid: 1");
    assertThat(err.toString()).contains("line 2: ").contains("value: 2 (expected: 0 to 1)");
  }

  @Test
  @Order(5)
  void whatIsWrongIsToldInOneLineWithItsExitCode() {
    assertThat(run("replay", "/nowhere/x.ndjson")).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("coherence: /nowhere/x.ndjson: no such file");
    assertThat(run("serve", "--config", "/nowhere.yaml")).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(err.toString()).contains("coherence: /nowhere.yaml: no such file");
    assertThat(run("tenant", "add", "")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("tenant_id: \"\" (expected: 1 to 128 characters)");
    assertThat(run("tenant")).isEqualTo(ExitCode.USAGE);
    assertThat(run("no-such-command")).isEqualTo(ExitCode.USAGE);
    assertThat(run(Map.of("SIGNALCOHERENCE_DATA_FOLDER", "/proc/nowhere"), "serve"))
        .isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("/proc/nowhere can't be made");
    assertThat(
            run(
                Map.of("SIGNALCOHERENCE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none"),
                "serve"))
        .isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("database jdbc:postgresql://127.0.0.1:1/none: ");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void theConfigurationIsShownAndDocumented() {
    assertThat(run("config", "show")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("data.folder", "environment SIGNALCOHERENCE_DATA_FOLDER");
    assertThat(run("config", "reference")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("| `http.port` | `SIGNALCOHERENCE_HTTP_PORT` | `8080` |");
  }

  private int run(String... args) {
    return run(Map.of(), args);
  }

  private int run(Map<String, String> more, String... args) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SIGNALCOHERENCE_DATA_FOLDER", folder.resolve("data").toString());
    environment.putAll(more);
    CommandLine line = RootCommand.line(environment);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int code = line.execute(args);
    line.getOut().flush();
    line.getErr().flush();
    return code;
  }

  private String scores() {
    return out.toString().substring(out.toString().indexOf("scores as of"));
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        DemoCommand.class.getResourceAsStream(
            "/io/signalcoherence/launcher/demo/golden-manifest.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
