package io.signalcoherence.perf.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.perf.golden.GoldenLine;
import io.signalcoherence.perf.golden.SplitMix64;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Sends golden lines by HTTP as well, to one service and the other, until it is told to stop: lines
 * from anywhere in the file, so some before and some after Kafka brings them. Never one that must
 * be a conflict, since by this door it might come before what it contradicts.
 */
final class ReplayMix implements Runnable {

  private static final int BATCH = 20;
  private static final long PAUSE_MILLIS = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final List<ServiceProcess> services;
  private final List<GoldenLine> lines;
  private final SplitMix64 random;
  private final Violations violations;
  private final BooleanSupplier stopping;
  private final Set<GoldenLine.Key> accepted = new HashSet<>();
  private long told;
  private long duplicates;
  private long unanswered;

  ReplayMix(
      List<ServiceProcess> services,
      List<GoldenLine> lines,
      SplitMix64 random,
      Violations violations,
      BooleanSupplier stopping) {
    this.services = services;
    this.lines = lines.stream().filter(line -> line.fate() != GoldenLine.Fate.CONFLICT).toList();
    this.random = random;
    this.violations = violations;
    this.stopping = stopping;
  }

  @Override
  public void run() {
    try {
      while (!stopping.getAsBoolean()) {
        send(services.get(random.below(services.size())), some());
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<GoldenLine> some() {
    List<GoldenLine> some = new ArrayList<>();
    int first = random.below(lines.size());
    for (int i = 0; i < BATCH; i++) {
      some.add(lines.get((first + i) % lines.size()));
    }
    return some;
  }

  private void send(ServiceProcess service, List<GoldenLine> some) throws InterruptedException {
    String body = some.stream().map(GoldenLine::text).collect(Collectors.joining(",", "[", "]"));
    HttpRequest request =
        HttpRequest.newBuilder(service.base().resolve("/v1/coherence/signals"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode receipts = JSON.readTree(answer.body()).path("receipts");
      if (answer.statusCode() != 207 || receipts.size() != some.size()) {
        unanswered += some.size();
        return;
      }
      for (int i = 0; i < some.size(); i++) {
        told(some.get(i), receipts.get(i));
      }
    } catch (IOException e) {
      // It was killed; whether it had stored them is for the audit to say.
      unanswered += some.size();
    }
  }

  private void told(GoldenLine line, JsonNode receipt) {
    switch (receipt.path("status").asText()) {
      case "accepted" -> {
        told++;
        if (!accepted.add(line.key())) {
          violations.add(Violation.Kind.FALSE_RECEIPT, "accepted twice by HTTP: " + line.key());
        }
      }
      case "duplicate" -> {
        told++;
        duplicates++;
      }
      case "undetermined" -> unanswered++;
      default -> violations.add(Violation.Kind.FALSE_RECEIPT, receipt + " for " + line.key());
    }
  }

  /** Receipts that said accepted or duplicate; read when it has ended. */
  long told() {
    return told;
  }

  /** Of these, duplicate. */
  long duplicates() {
    return duplicates;
  }

  /** Sent without a receipt. */
  long unanswered() {
    return unanswered;
  }
}
