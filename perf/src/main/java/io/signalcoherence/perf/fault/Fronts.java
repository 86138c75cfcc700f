package io.signalcoherence.perf.fault;

import io.signalcoherence.perf.drill.EagerFront;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Where the drill finds the service: as it is, or behind a front that does something wrong. */
final class Fronts implements AutoCloseable {

  private final FaultRig rig;
  private final Optional<EagerFront> eager;
  private final Optional<TwistedFront> api;
  private final Optional<TwistedFront> management;

  private Fronts(
      FaultRig rig,
      Optional<EagerFront> eager,
      Optional<TwistedFront> api,
      Optional<TwistedFront> management) {
    this.rig = rig;
    this.eager = eager;
    this.api = api;
    this.management = management;
  }

  static Fronts of(FaultRig rig, Twist twist) throws IOException {
    Optional<EagerFront> eager = Optional.empty();
    Optional<TwistedFront> api = Optional.empty();
    Optional<TwistedFront> management = Optional.empty();
    switch (twist) {
      case ACK_BEFORE_COMMIT -> eager = Optional.of(EagerFront.start(rig.base()));
      case SHARED_FATE, TOKEN_BLIND ->
          api = Optional.of(TwistedFront.start(rig.base(), twist, rig::serverRuns));
      case MUTE ->
          management = Optional.of(TwistedFront.start(rig.management(), twist, rig::serverRuns));
      case NONE, ACK_BEFORE_PUBLISH, GRAPH_EXTRA -> {}
    }
    return new Fronts(rig, eager, api, management);
  }

  URI base() {
    return eager.map(EagerFront::base).or(() -> api.map(TwistedFront::base)).orElseGet(rig::base);
  }

  URI management() {
    return management.map(TwistedFront::base).orElseGet(rig::management);
  }

  @Override
  public void close() {
    eager.ifPresent(EagerFront::close);
    api.ifPresent(TwistedFront::close);
    management.ifPresent(TwistedFront::close);
  }
}
