package io.signalcoherence.examples;

import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.Weight;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class EmbeddingExample {

  /** One paid order of a shop; its id and time make it count once, however often it is sent. */
  static Signal paid(Tenant shop, String order, Instant at) {
    var key =
        new SignalKey(shop.id(), new SourceId("till"), new SignalId(order), new EventTime(at));
    var value = SignalValue.of(new BigDecimal("0.9"));
    var type = new SignalType("paid");
    return new Signal(key, type, value, Weight.ONE, Optional.empty(), Attributes.NONE);
  }

  static Receipt send(SignalCoherence coherence, Tenant shop, Signal signal) {
    var sender = new Principal("till-3", shop.organisation());
    var origin = new Origin(Channel.HTTP, sender, Optional.empty());
    var items = List.<Candidate>of(new Candidate.WellFormed(signal));
    var submission = new Submission(origin, new Grant.EveryTenant(), items);
    return coherence.ingest().submit(submission).toCompletableFuture().join().get(0);
  }

  static CoherenceAnswer ask(SignalCoherence coherence, Tenant shop) {
    var now = Optional.<EventTime>empty();
    var everyone = new Grant.EveryTenant();
    var question = new CoherenceQuestion(shop.id(), everyone, now, Optional.empty(), 3);
    return coherence.scores().ask(question).toCompletableFuture().join();
  }

  private EmbeddingExample() {}
}
