package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.http.HttpAddress;
import io.signalcoherence.adapter.http.HttpConfig;
import io.signalcoherence.adapter.http.HttpDeadlines;
import io.signalcoherence.adapter.http.HttpLoadLimits;
import io.signalcoherence.adapter.http.HttpMessageLimits;
import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;
import io.signalcoherence.adapter.redis.RedisConfig;
import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.engine.EngineSettings;
import io.signalcoherence.core.engine.EngineSettings.LaneSettings;
import io.signalcoherence.core.engine.EngineSettings.QueueSettings;
import io.signalcoherence.core.engine.EngineSettings.ReadSettings;
import io.signalcoherence.core.engine.EngineSettings.RegistrySettings;
import io.signalcoherence.core.engine.EngineSettings.RetrySettings;
import io.signalcoherence.core.engine.EngineSettings.StallSettings;
import io.signalcoherence.core.engine.EngineSettings.UnknownTenants;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the records of the settings' texts, and gathers every fault instead of ending at one. */
final class SettingsReader {

  private static final String JDBC = "jdbc:postgresql:";

  private final RawSettings raw;
  private final List<String> faults = new ArrayList<>();

  SettingsReader(RawSettings raw) {
    this.raw = raw;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /** The configuration; empty if there are faults. */
  Optional<Configuration> configuration(List<Configuration.Entry> entries) {
    Optional<Path> folder = part(() -> path(ServiceSetting.DATA_FOLDER));
    Optional<DatabaseChoice> database = part(this::database);
    Optional<Residency> residency = part(this::residency);
    Optional<HttpConfig> http = part(this::http);
    Optional<Organisation> organisation =
        part(() -> new Organisation(text(ServiceSetting.ORGANISATION)));
    Optional<EngineSettings> engine = part(this::engine);
    Optional<GraphChoice> graph = part(() -> new GraphSettingsReader(this).choice());
    Optional<KafkaConfig> kafka = new KafkaSettingsReader(this).read();
    Optional<CacheSettings> cache = part(this::cache);
    Optional<Optional<RedisConfig>> redis = part(this::redis);
    if (!faults.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Configuration(
            folder.orElseThrow(),
            database.orElseThrow(),
            residency.orElseThrow(),
            http.orElseThrow(),
            engine.orElseThrow(),
            graph.orElseThrow(),
            kafka,
            cache.orElseThrow(),
            redis.orElseThrow(),
            organisation.orElseThrow(),
            entries));
  }

  /** The address with a free port, if its port is the default. */
  static HttpAddress unchosen(
      List<Configuration.Entry> entries, Setting port, HttpAddress address) {
    boolean chosen =
        entries.stream()
            .anyMatch(
                entry ->
                    entry.key().equals(port.key())
                        && !entry.origin().equals(Configuration.DEFAULT_ORIGIN));
    return chosen ? address : new HttpAddress(address.host(), 0);
  }

  <T> Optional<T> part(Supplier<T> make) {
    try {
      return Optional.of(make.get());
    } catch (InvalidValueException e) {
      faults.add(e.getMessage());
      return Optional.empty();
    }
  }

  private DatabaseChoice database() {
    String url = text(ServiceSetting.DATABASE_URL);
    if (url.isEmpty()) {
      return new DatabaseChoice.Embedded(number(ServiceSetting.DATABASE_PORT));
    }
    if (!url.startsWith(JDBC)) {
      throw new InvalidValueException(
          ServiceSetting.DATABASE_URL.key(), url, JDBC + "//host:port/database");
    }
    if (url.indexOf('@') >= 0 || url.matches(".*[?&](user|password)=.*")) {
      throw new InvalidValueException(
          ServiceSetting.DATABASE_URL.key(),
          "credentials",
          "none in the URL; they stand in database.owner, database.app and database.worker");
    }
    return new DatabaseChoice.External(
        url,
        new Logins(
            login(ServiceSetting.DATABASE_OWNER_USER, ServiceSetting.DATABASE_OWNER_PASSWORD),
            login(ServiceSetting.DATABASE_APP_USER, ServiceSetting.DATABASE_APP_PASSWORD),
            login(ServiceSetting.DATABASE_WORKER_USER, ServiceSetting.DATABASE_WORKER_PASSWORD)));
  }

  private Login login(Setting user, Setting password) {
    return new Login(text(user), text(password));
  }

  private Residency residency() {
    return new Residency(
        new Cell(text(ServiceSetting.CELL)), Set.of(new Region(text(ServiceSetting.REGION))));
  }

  private HttpConfig http() {
    String host = text(ServiceSetting.HTTP_HOST);
    Optional<HttpAddress> api = part(() -> new HttpAddress(host, number(ServiceSetting.HTTP_PORT)));
    Optional<HttpAddress> management =
        part(() -> new HttpAddress(host, number(ServiceSetting.MANAGEMENT_PORT)));
    Optional<HttpMessageLimits> messages = part(this::messages);
    Optional<HttpLoadLimits> load = part(this::load);
    boolean bounded = messages.isPresent() && load.isPresent();
    Optional<HttpDeadlines> deadlines = part(this::deadlines);
    HttpConfig standard = HttpConfig.STANDARD;
    return new HttpConfig(
        api.orElse(standard.api()),
        management.orElse(standard.management()),
        bounded ? messages.get() : standard.messages(),
        bounded ? load.get() : standard.load(),
        deadlines.orElse(standard.deadlines()),
        number(HttpSetting.EVENT_LOOPS));
  }

  private HttpMessageLimits messages() {
    return new HttpMessageLimits(
        size(HttpSetting.HEADER_BYTES),
        size(HttpSetting.URI_BYTES),
        size(HttpSetting.BODY_BYTES),
        size(HttpSetting.DECOMPRESSED_BYTES),
        number(HttpSetting.ITEMS));
  }

  private HttpLoadLimits load() {
    return new HttpLoadLimits(
        number(HttpSetting.CONNECTIONS),
        number(HttpSetting.REQUESTS),
        size(HttpSetting.BYTES),
        number(HttpSetting.PIPELINED));
  }

  private HttpDeadlines deadlines() {
    return new HttpDeadlines(
        duration(HttpSetting.HEADER_TIME),
        duration(HttpSetting.IDLE_TIME),
        duration(HttpSetting.REQUEST_TIME),
        duration(HttpSetting.STOP_TIME));
  }

  private EngineSettings engine() {
    EngineSettings standard = EngineSettings.STANDARD;
    Optional<LaneSettings> lanes =
        part(
            () ->
                new LaneSettings(
                    number(EngineSetting.LANES),
                    number(EngineSetting.GROUP_SIZE),
                    duration(EngineSetting.LINGER)));
    Optional<QueueSettings> queues =
        part(
            () ->
                new QueueSettings(
                    number(EngineSetting.QUEUE_PER_TENANT),
                    number(EngineSetting.QUEUE_TOTAL),
                    duration(EngineSetting.LONGEST_WAIT)));
    Optional<StallSettings> stall =
        part(
            () ->
                new StallSettings(
                    duration(EngineSetting.STALL_LIMIT),
                    duration(EngineSetting.STALL_ANSWER_TIME)));
    Optional<RetrySettings> retries = part(() -> retries(stall.orElse(standard.retries().stall())));
    Optional<ReadSettings> reads = part(this::reads);
    Optional<RegistrySettings> tenants = part(this::tenants);
    return new EngineSettings(
        lanes.orElse(standard.lanes()),
        queues.orElse(standard.queues()),
        retries.orElse(standard.retries()),
        reads.orElse(standard.reads()),
        tenants.orElse(standard.tenants()),
        duration(EngineSetting.DRAIN_DEADLINE));
  }

  private RetrySettings retries(StallSettings stall) {
    return new RetrySettings(
        number(EngineSetting.UNKNOWN_TRIES),
        number(EngineSetting.CONFLICT_TRIES),
        duration(EngineSetting.FIRST_BACK_OFF),
        duration(EngineSetting.LONGEST_BACK_OFF),
        stall);
  }

  private ReadSettings reads() {
    return new ReadSettings(
        number(EngineSetting.READ_THREADS),
        number(EngineSetting.READ_QUEUE),
        duration(EngineSetting.READ_DEADLINE),
        number(EngineSetting.HISTORY_POINTS));
  }

  private CacheSettings cache() {
    return new CacheSettings(
        number(CacheSetting.CACHE_SUMS),
        duration(CacheSetting.CACHE_FRESHNESS),
        duration(CacheSetting.CACHE_TTL),
        number(CacheSetting.CACHE_JITTER),
        duration(CacheSetting.CACHE_STALE));
  }

  /** The shared level, where one is named; what is said of it is checked all the same. */
  private Optional<RedisConfig> redis() {
    String url = text(CacheSetting.REDIS_URL);
    Optional<RedisConfig.Deadlines> deadlines =
        part(
            () ->
                new RedisConfig.Deadlines(
                    duration(CacheSetting.REDIS_CONNECT),
                    duration(CacheSetting.REDIS_READ),
                    duration(CacheSetting.REDIS_TOTAL)));
    RedisConfig config =
        new RedisConfig(
            url.isEmpty() ? "redis://127.0.0.1" : url,
            new RedisConfig.Login(text(CacheSetting.REDIS_USER), text(CacheSetting.REDIS_PASSWORD)),
            text(CacheSetting.REDIS_PREFIX),
            deadlines.orElse(RedisConfig.Deadlines.STANDARD),
            number(CacheSetting.REDIS_CONNECTIONS),
            size(CacheSetting.REDIS_MOST_BYTES));
    return url.isEmpty() ? Optional.empty() : Optional.of(config);
  }

  private RegistrySettings tenants() {
    Optional<UnknownTenants> unknown = part(this::unknownTenants);
    return new RegistrySettings(
        duration(EngineSetting.TENANTS_CACHE_TIME),
        unknown.orElse(EngineSettings.STANDARD.tenants().unknown()));
  }

  private UnknownTenants unknownTenants() {
    String text = text(ServiceSetting.UNKNOWN_TENANTS);
    return switch (text) {
      case "add" ->
          new UnknownTenants.Add(new Organisation(text(ServiceSetting.ORGANISATION)), residency());
      case "refuse" -> new UnknownTenants.Refuse();
      default ->
          throw new InvalidValueException(
              ServiceSetting.UNKNOWN_TENANTS.key(), text, "add or refuse");
    };
  }

  String text(Setting setting) {
    return raw.get(setting).map(RawSettings.Given::text).orElse(setting.defaultText());
  }

  int number(Setting setting) {
    return Kind.number(setting.key(), text(setting));
  }

  int size(Setting setting) {
    return Kind.size(setting.key(), text(setting));
  }

  Duration duration(Setting setting) {
    return Kind.duration(setting.key(), text(setting));
  }

  Path path(Setting setting) {
    return Kind.path(setting.key(), text(setting));
  }
}
