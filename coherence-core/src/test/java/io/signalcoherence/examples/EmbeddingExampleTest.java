package io.signalcoherence.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EmbeddingExampleTest {

  private static final Path EXAMPLE =
      Path.of("src/test/java/io/signalcoherence/examples/EmbeddingExample.java");
  private static final Path PAGE = Path.of("../docs/embedding.md");

  @Test
  void exampleCountsOnceAndScores() {
    Instant now = Instant.parse("2024-03-10T12:00:00Z");
    InstantSource clock = InstantSource.fixed(now);
    Residency home = new Residency(new Cell("local"), Set.of(new Region("local")));
    try (SignalCoherence coherence =
        SignalCoherence.builder(MemoryLedger.create(clock).ports()).clock(clock).build()) {
      Tenant shop =
          coherence
              .tenants()
              .register(
                  new Tenant(
                      new TenantId("shop"),
                      new Organisation("acme"),
                      home,
                      TenantState.ACTIVE,
                      TenantSettings.STANDARD));
      Signal signal = EmbeddingExample.paid(shop, "order-17", now);
      assertThat(EmbeddingExample.send(coherence, shop, signal))
          .isInstanceOf(Receipt.Accepted.class);
      assertThat(EmbeddingExample.send(coherence, shop, signal))
          .isInstanceOf(Receipt.Duplicate.class);
      assertThat(EmbeddingExample.ask(coherence, shop))
          .isInstanceOfSatisfying(
              CoherenceAnswer.Scored.class,
              answer -> assertThat(answer.score().assessment().sampleSize()).isEqualTo(1));
    }
  }

  @Test
  void pageShowsTheExampleAsItIsCompiled() throws IOException {
    String example = Files.readString(EXAMPLE);
    assertThat(example.lines().count()).isLessThanOrEqualTo(60);
    assertThat(Files.readString(PAGE)).contains("```java\n" + example + "```\n");
  }
}
