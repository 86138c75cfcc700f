package io.signalcoherence.launcher.wiring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.postgres.PostgresConfig;
import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;
import io.signalcoherence.adapter.postgres.PostgresConfig.Pools;
import io.signalcoherence.adapter.postgres.PostgresLedger;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.adapter.redis.RedisConfig;
import io.signalcoherence.adapter.redis.RedisReadings;
import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.engine.Caching;
import io.signalcoherence.core.engine.EngineSettings;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.ReadingObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Two engines, each with its own connections to one PostgreSQL and one Redis. */
final class CachedInstances implements AutoCloseable {

  private static final Cell CELL = new Cell("local");
  private static final Region REGION = new Region("local");
  private static final Organisation ACME = new Organisation("acme");
  private static final Residency RESIDENCY = new Residency(CELL, Set.of(REGION));

  private final EventTime now = new EventTime(Instant.now().truncatedTo(ChronoUnit.MINUTES));

  private final LocalPostgres postgres = LocalPostgres.start(LocalPostgresConfig.temporary());
  private final Map<ReadingObserver.Source, AtomicInteger> served = new ConcurrentHashMap<>();
  private final AtomicInteger loads = new AtomicInteger();
  private final Map<String, Integer> pushed = new ConcurrentHashMap<>();
  private final List<Instance> instances;

  private CachedInstances(LocalRedis redis, CacheSettings settings) {
    PostgresLedger.migrate(config());
    instances = IntStream.range(0, 2).mapToObj(i -> instance(redis, settings)).toList();
  }

  static CachedInstances start(LocalRedis redis) {
    return start(redis, CacheSettings.STANDARD);
  }

  static CachedInstances start(LocalRedis redis, CacheSettings settings) {
    return new CachedInstances(redis, settings);
  }

  /** One engine and what it works with. */
  record Instance(SignalCoherence engine, PostgresLedger ledger, RedisReadings readings)
      implements AutoCloseable {
    @Override
    public void close() {
      engine.close();
      readings.close();
      ledger.close();
    }
  }

  private Instance instance(LocalRedis redis, CacheSettings cache) {
    PostgresLedger ledger = PostgresLedger.open(config());
    RedisReadings readings =
        RedisReadings.open(
            RedisConfig.of(redis.url()).withLogin(new RedisConfig.Login("", redis.password())),
            ledger::epoch);
    EngineSettings settings =
        EngineSettings.STANDARD.with(
            new EngineSettings.RegistrySettings(
                Duration.ofSeconds(1), new EngineSettings.UnknownTenants.Add(ACME, RESIDENCY)));
    SignalCoherence engine =
        SignalCoherence.builder(ledger.ports())
            .settings(settings)
            .caching(new Caching(cache, readings.ports(), new Counter()))
            .build();
    return new Instance(engine, ledger, readings);
  }

  private PostgresConfig config() {
    return new PostgresConfig(
        postgres.jdbcUrl(LocalPostgresAccess.DATABASE),
        new Logins(
            login(LocalPostgresRole.OWNER),
            login(LocalPostgresRole.APP),
            login(LocalPostgresRole.WORKER)),
        new Pools(4, 7, 1),
        PostgresConfig.Deadlines.STANDARD,
        CELL,
        REGION);
  }

  private Login login(LocalPostgresRole role) {
    LocalPostgresCredentials login = postgres.credentials(role);
    return new Login(login.user(), login.password());
  }

  private final class Counter implements ReadingObserver {

    @Override
    public void served(Source source) {
      served.computeIfAbsent(source, any -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void loaded(Duration took, boolean answered) {
      loads.incrementAndGet();
    }

    @Override
    public void renewed(Renewal renewal) {}

    @Override
    public void invalidated() {}

    @Override
    public void sharedFailed(InfrastructureException failure) {}
  }

  Stream<Instance> all() {
    return instances.stream();
  }

  /** Has the server run one command, which answers in one line. */
  static void command(LocalRedis redis, String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket
          .getOutputStream()
          .write(("AUTH " + redis.password() + "\r\n" + command + "\r\n").getBytes(US_ASCII));
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(answers.readLine()).isEqualTo("+OK");
      assertThat(answers.readLine()).isEqualTo("+OK");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Instance at(int index) {
    return instances.get(index);
  }

  int served(ReadingObserver.Source source) {
    return served.getOrDefault(source, new AtomicInteger()).get();
  }

  int loads() {
    return loads.get();
  }

  /** How many signals of a tenant were accepted. */
  int pushed(String tenant) {
    return pushed.getOrDefault(tenant, 0);
  }

  /** Has an instance store one signal. */
  CommitToken push(Instance instance, String tenant, int id) {
    Submission submission =
        new Submission(
            new Origin(Channel.HTTP, new Principal("tester", ACME), Optional.empty()),
            new Grant.EveryTenant(),
            List.of(
                new Candidate.WellFormed(
                    Signals.of(new TenantId(tenant)).withId("s" + id).withTs(now).signal())));
    Receipt receipt =
        instance.engine().ingest().submit(submission).toCompletableFuture().join().get(0);
    pushed.merge(tenant, 1, Integer::sum);
    return ((Receipt.Accepted) receipt).token();
  }

  CoherenceAnswer ask(Instance instance, String tenant, Optional<CommitToken> atLeast) {
    return later(instance, tenant, atLeast).join();
  }

  CompletableFuture<CoherenceAnswer> later(
      Instance instance, String tenant, Optional<CommitToken> atLeast) {
    return instance
        .engine()
        .scores()
        .ask(
            new CoherenceQuestion(
                new TenantId(tenant), new Grant.EveryTenant(), Optional.of(now), atLeast, 1))
        .toCompletableFuture();
  }

  @Override
  public void close() {
    instances.forEach(Instance::close);
    postgres.close();
  }
}
