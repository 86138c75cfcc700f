package io.signalcoherence.adapter.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Shared readings in a Redis server, 6.2 or later, with its connections. Safe for use by many
 * threads. A server that is away costs callers nothing but the first few calls.
 */
public final class RedisReadings implements AutoCloseable {

  /** How often a reading is compared with one that another has put there meanwhile. */
  private static final int MOST_COMPARISONS = 4;

  private static final byte[] NOTHING = {};
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final RedisConfig config;
  private final Supplier<EpochId> ledger;
  private final RedisCalls calls;
  private final ReadingKeys keys;
  private final ChangeChannel channel;

  private RedisReadings(RedisConfig config, Supplier<EpochId> ledger) {
    this.config = config;
    this.ledger = ledger;
    this.calls = new RedisCalls(config);
    this.keys = new ReadingKeys(config.keyPrefix());
    this.channel = new ChangeChannel(calls, keys.channel(), ledger);
  }

  /**
   * Opens it; the server may be away, now or later.
   *
   * @param ledger names the epoch of the ledger whose readings these are; asked in each call, from
   *     any thread, so it should know. Readings and changes of another one are not seen
   */
  public static RedisReadings open(RedisConfig config, Supplier<EpochId> ledger) {
    return new RedisReadings(config, ledger);
  }

  /** The port, valid until this is closed. */
  public SharedReadings ports() {
    return new Port();
  }

  /** Whether the server has not answered lately; it is asked again a few times a second. */
  public boolean isAway() {
    return calls.isAway();
  }

  /** Closes all connections; calls under way fail. */
  @Override
  public void close() {
    channel.close();
    calls.close();
  }

  private Optional<KeptReading> find(ReadingKey key) {
    byte[] name = keys.reading(ledger.get(), key);
    List<byte[]> parts =
        calls.call("find reading", connection -> Script.parts(Script.FIND.run(connection, name)));
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Optional<KeptReading> kept = kept(key, parts);
    if (kept.isEmpty()) {
      throw new CorruptException("cache-corrupt", "what is kept is no reading", null);
    }
    return kept;
  }

  private static Optional<KeptReading> kept(ReadingKey key, List<byte[]> parts) {
    try {
      long now = number(parts.get(3)) * MICROS_PER_SECOND + number(parts.get(4));
      // a clock that was set back makes nothing younger than it was
      long confirmed = Math.max(0, now - number(parts.get(1)));
      long loaded = Math.max(confirmed, now - number(parts.get(2)));
      return ReadingCodec.reading(key, parts.get(0))
          .map(
              written ->
                  new KeptReading(
                      written.reading(),
                      written.computedAt(),
                      Duration.of(confirmed, ChronoUnit.MICROS),
                      Duration.of(loaded, ChronoUnit.MICROS)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long number(byte[] text) {
    return Long.parseLong(new String(text, UTF_8));
  }

  private boolean offer(ReadingKey key, KeptReading kept, Duration keepFor) {
    byte[] reading =
        ReadingCodec.reading(key, new ReadingCodec.Written(kept.reading(), kept.computedAt()));
    if (reading.length > config.mostBytes()) {
      return false;
    }
    byte[] name = keys.reading(ledger.get(), key);
    Snapshot mine = kept.reading().snapshot();
    byte[][] arguments = {
      NOTHING,
      ReadingCodec.snapshot(mine),
      reading,
      Script.number(micros(kept.sinceConfirmed())),
      Script.number(micros(kept.sinceLoaded())),
      Script.number(keepFor.toMillis())
    };
    for (int comparisons = 0; comparisons < MOST_COMPARISONS; comparisons++) {
      byte[] there = put(name, arguments);
      if (there == null) {
        return true;
      }
      if (!ReadingCodec.snapshot(there).map(mine::isNoOlderThan).orElse(true)) {
        return false;
      }
      arguments[0] = there;
    }
    return false; // so many others have put theirs meanwhile that this one is not missed
  }

  /** Puts a reading in the place of what it was compared with; what is there, if that is other. */
  private byte @Nullable [] put(byte[] name, byte[][] arguments) {
    Object there =
        calls.call("offer reading", connection -> Script.OFFER.run(connection, name, arguments));
    if (!(there instanceof byte[] bytes) || bytes.length == 0) {
      throw new CorruptException("cache-corrupt", "no answer to an offer", null);
    }
    return bytes[0] == '+' ? null : Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  /** Rounded up: nothing becomes younger on its way. */
  private static long micros(Duration time) {
    return time.plusNanos(999).dividedBy(ChronoUnit.MICROS.getDuration());
  }

  private Optional<SharedReadings.Lease> lease(ReadingKey key, Duration most) {
    byte[] name = keys.lease(ledger.get(), key);
    byte[] mark = UUID.randomUUID().toString().getBytes(UTF_8);
    Object given =
        calls.call(
            "lease reading",
            connection ->
                connection.executeCommand(
                    new CommandArguments(Command.SET)
                        .add(name)
                        .add(mark)
                        .add("NX")
                        .add("PX")
                        .add(most.toMillis())));
    return given == null ? Optional.empty() : Optional.of(() -> release(name, mark));
  }

  private void release(byte[] name, byte[] mark) {
    Object unused =
        calls.call("release lease", connection -> Script.RELEASE.run(connection, name, mark));
  }

  private final class Port implements SharedReadings {

    @Override
    public Optional<KeptReading> find(ReadingKey key) {
      return RedisReadings.this.find(key);
    }

    @Override
    public boolean offer(ReadingKey key, KeptReading kept, Duration keepFor) {
      return RedisReadings.this.offer(key, kept, keepFor);
    }

    @Override
    public Optional<Lease> lease(ReadingKey key, Duration most) {
      return RedisReadings.this.lease(key, most);
    }

    @Override
    public void tellChanged(TenantId tenant, CommitToken token) {
      channel.tell(tenant, token);
    }

    @Override
    public void listen(Listener listener) {
      channel.add(listener);
    }
  }
}
