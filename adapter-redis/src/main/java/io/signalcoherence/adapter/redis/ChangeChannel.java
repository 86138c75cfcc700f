package io.signalcoherence.adapter.redis;

import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.SharedReadings.Listener;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Tells and hears of changes over the store's channel. What is told within {@value #PAUSE_MILLIS}
 * ms goes out together, one commit a tenant. A beat goes out too, twice a second: so it is known
 * whether the store answers, though nobody reads, and a connection on which no beat is heard is
 * made anew. Thread-safe.
 */
final class ChangeChannel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeChannel.class);

  private static final long PAUSE_MILLIS = 10;
  private static final long BEAT_MILLIS = 500;
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final Duration RECONNECT = Duration.ofMillis(100);
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_AT_ONCE = 500;
  private static final Comparator<CommitToken> ORDER =
      Comparator.comparing(CommitToken::epoch)
          .thenComparing(CommitToken::run)
          .thenComparing(CommitToken::transaction);

  private final RedisCalls calls;
  private final byte[] channel;
  private final Supplier<EpochId> ledger;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<TenantId, CommitToken> waiting = new ConcurrentHashMap<>();
  private final AtomicBoolean flushing = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor teller = RedisThreads.timer("coherence-redis-teller");
  private final Thread ear = RedisThreads.named("coherence-redis-listener", this::listen);
  private volatile @Nullable Connection listening;
  private volatile long heardNanos = System.nanoTime();
  private volatile boolean closed;

  ChangeChannel(RedisCalls calls, byte[] channel, Supplier<EpochId> ledger) {
    this.calls = calls;
    this.ledger = ledger;
    this.channel = channel;
    Future<?> unused =
        teller.scheduleWithFixedDelay(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    ear.start();
  }

  void add(Listener listener) {
    listeners.add(listener);
  }

  /** Takes a change to tell; returns at once. */
  void tell(TenantId tenant, CommitToken token) {
    if (closed || calls.isAway() || waiting.size() >= MOST_WAITING) {
      return;
    }
    waiting.merge(tenant, token, (one, other) -> ORDER.compare(one, other) >= 0 ? one : other);
    if (flushing.compareAndSet(false, true)) {
      try {
        Future<?> unused = teller.schedule(this::flush, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("closed meanwhile", e);
      }
    }
  }

  private void flush() {
    flushing.set(false);
    while (!waiting.isEmpty()) {
      Map<TenantId, CommitToken> next = new HashMap<>();
      Iterator<TenantId> tenants = waiting.keySet().iterator();
      while (tenants.hasNext() && next.size() < MOST_AT_ONCE) {
        TenantId tenant = tenants.next();
        CommitToken token = waiting.remove(tenant);
        if (token != null) {
          next.put(tenant, token);
        }
      }
      publish(next);
    }
  }

  /** Goes on whatever happens: no other asks a server that was away whether it is back. */
  private void beat() {
    try {
      publish(Map.of());
      Connection now = listening;
      if (now != null && System.nanoTime() - heardNanos > SILENCE.toNanos()) {
        RedisCalls.disconnect(now);
      }
    } catch (RuntimeException | Error e) {
      LOG.atWarn().addKeyValue("op", "cache_beat").log("a beat failed", e);
    }
  }

  private void publish(Map<TenantId, CommitToken> changes) {
    try {
      byte[] message = ChangeCodec.changes(ledger.get(), changes);
      Object unused =
          calls.probe(
              "tell changes",
              connection ->
                  connection.executeCommand(
                      new CommandArguments(Command.PUBLISH).add(channel).add(message)));
    } catch (InfrastructureException e) {
      LOG.debug("changes were not told", e);
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("op", "cache_tell").log("changes were not told", e);
    }
  }

  /** Listens, and makes the connection anew whenever it is lost, until it is closed. */
  private void listen() {
    while (!closed) {
      try (Connection connection = calls.ownConnection()) {
        heardNanos = System.nanoTime();
        listening = connection;
        if (!closed) {
          new Subscription().proceed(connection, channel);
        }
      } catch (JedisException e) {
        LOG.debug("changes are not heard", e);
      } catch (RuntimeException | Error e) {
        LOG.atWarn().addKeyValue("op", "cache_listen").log("changes are not heard", e);
      } finally {
        listening = null;
      }
      if (!closed) {
        LockSupport.parkNanos(RECONNECT.toNanos());
      }
    }
  }

  private final class Subscription extends BinaryJedisPubSub {

    @Override
    public void onSubscribe(byte[] name, int count) {
      heardNanos = System.nanoTime();
      listeners.forEach(Listener::gap);
    }

    @Override
    public void onMessage(byte[] name, byte[] message) {
      heardNanos = System.nanoTime();
      ChangeCodec.changes(ledger.get(), message)
          .forEach((tenant, token) -> listeners.forEach(each -> each.changed(tenant, token)));
    }
  }

  @Override
  public void close() {
    closed = true;
    teller.shutdownNow();
    Connection now = listening;
    if (now != null) {
      RedisCalls.disconnect(now);
    }
    LockSupport.unpark(ear);
  }
}
