package io.signalcoherence.perf.read;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalcoherence.perf.load.CpuMeter;
import io.signalcoherence.perf.load.LoadDriver;
import io.signalcoherence.perf.load.LoadPlan;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.load.RecordedRequests;
import io.signalcoherence.perf.load.Traffic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Sends signals to a service and asks it for a score. Used by one thread. */
final class ScoreClient {

  private static final double RATE = 5_000;
  private static final int CONNECTIONS = 4;

  private final URI base;
  private final InetSocketAddress target;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  ScoreClient(URI base) {
    this.base = base;
    this.target = new InetSocketAddress(base.getHost(), base.getPort());
  }

  /** Where the service listens. */
  InetSocketAddress target() {
    return target;
  }

  /** The request for a tenant's score in a window. */
  static String path(String tenant, WindowSignals window) {
    return "/v1/coherence/tenants/" + tenant + "?asOf=" + window.asOf();
  }

  /**
   * Sends bodies of so many signals each.
   *
   * @throws IOException if not all of them were accepted
   */
  void send(List<byte[]> bodies, int each) throws IOException {
    Traffic traffic = new Traffic(RATE, each, Traffic.BatchFormat.NDJSON, 1, "read");
    Duration length = Duration.ofNanos((long) ((bodies.size() - 0.5) * each / RATE * 1e9));
    LoadPlan plan = new LoadPlan(target, traffic, Duration.ZERO, length, CONNECTIONS);
    LoadResult result =
        new LoadDriver(plan, new CpuMeter(), new RecordedRequests(target, bodies)).run();
    if (!result.errors().isEmpty() || result.receipts().accepted() != (long) each * bodies.size()) {
      throw new IOException("not all accepted: " + result.receipts() + " " + result.errors());
    }
  }

  /** The score without what is of the tenant's name and of the asking alone. */
  JsonNode score(String tenant, WindowSignals window) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path(tenant, window))).GET().build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + ": status " + answer.statusCode());
    }
    ObjectNode score = (ObjectNode) json.readTree(answer.body());
    return score.without(List.of("tenant_id", "snapshot", "freshness"));
  }
}
