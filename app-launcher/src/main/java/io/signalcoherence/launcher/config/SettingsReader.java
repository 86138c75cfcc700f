package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.http.HttpAddress;
import io.signalcoherence.adapter.http.HttpConfig;
import io.signalcoherence.adapter.http.HttpDeadlines;
import io.signalcoherence.adapter.http.HttpLoadLimits;
import io.signalcoherence.adapter.http.HttpMessageLimits;
import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;
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
    Optional<Path> folder = part(() -> path(Setting.DATA_FOLDER));
    Optional<DatabaseChoice> database = part(this::database);
    Optional<Residency> residency = part(this::residency);
    Optional<HttpConfig> http = part(this::http);
    Optional<Organisation> organisation = part(() -> new Organisation(text(Setting.ORGANISATION)));
    Optional<EngineSettings> engine = part(this::engine);
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
            organisation.orElseThrow(),
            entries));
  }

  /** The address with a free port, if its port is the default. */
  static HttpAddress unchosen(
      List<Configuration.Entry> entries, Setting port, HttpAddress address) {
    boolean chosen =
        entries.stream()
            .anyMatch(entry -> entry.key().equals(port.key()) && !entry.origin().equals("default"));
    return chosen ? address : new HttpAddress(address.host(), 0);
  }

  private <T> Optional<T> part(Supplier<T> make) {
    try {
      return Optional.of(make.get());
    } catch (InvalidValueException e) {
      faults.add(e.getMessage());
      return Optional.empty();
    }
  }

  private DatabaseChoice database() {
    String url = text(Setting.DATABASE_URL);
    if (url.isEmpty()) {
      return new DatabaseChoice.Embedded(number(Setting.DATABASE_PORT));
    }
    if (!url.startsWith(JDBC)) {
      throw new InvalidValueException(
          Setting.DATABASE_URL.key(), url, JDBC + "//host:port/database");
    }
    if (url.indexOf('@') >= 0 || url.matches(".*[?&](user|password)=.*")) {
      throw new InvalidValueException(
          Setting.DATABASE_URL.key(),
          "credentials",
          "none in the URL; they stand in database.owner, database.app and database.worker");
    }
    return new DatabaseChoice.External(
        url,
        new Logins(
            login(Setting.DATABASE_OWNER_USER, Setting.DATABASE_OWNER_PASSWORD),
            login(Setting.DATABASE_APP_USER, Setting.DATABASE_APP_PASSWORD),
            login(Setting.DATABASE_WORKER_USER, Setting.DATABASE_WORKER_PASSWORD)));
  }

  private Login login(Setting user, Setting password) {
    return new Login(text(user), text(password));
  }

  private Residency residency() {
    return new Residency(new Cell(text(Setting.CELL)), Set.of(new Region(text(Setting.REGION))));
  }

  private HttpConfig http() {
    String host = text(Setting.HTTP_HOST);
    Optional<HttpAddress> api = part(() -> new HttpAddress(host, number(Setting.HTTP_PORT)));
    Optional<HttpAddress> management =
        part(() -> new HttpAddress(host, number(Setting.MANAGEMENT_PORT)));
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
        number(Setting.HTTP_EVENT_LOOPS));
  }

  private HttpMessageLimits messages() {
    return new HttpMessageLimits(
        size(Setting.HTTP_HEADER_BYTES),
        size(Setting.HTTP_URI_BYTES),
        size(Setting.HTTP_BODY_BYTES),
        size(Setting.HTTP_DECOMPRESSED_BYTES),
        number(Setting.HTTP_ITEMS));
  }

  private HttpLoadLimits load() {
    return new HttpLoadLimits(
        number(Setting.HTTP_CONNECTIONS),
        number(Setting.HTTP_REQUESTS),
        size(Setting.HTTP_BYTES),
        number(Setting.HTTP_PIPELINED));
  }

  private HttpDeadlines deadlines() {
    return new HttpDeadlines(
        duration(Setting.HTTP_HEADER_TIME),
        duration(Setting.HTTP_IDLE_TIME),
        duration(Setting.HTTP_REQUEST_TIME),
        duration(Setting.HTTP_STOP_TIME));
  }

  private EngineSettings engine() {
    EngineSettings standard = EngineSettings.STANDARD;
    Optional<LaneSettings> lanes =
        part(
            () ->
                new LaneSettings(
                    number(Setting.LANES), number(Setting.GROUP_SIZE), duration(Setting.LINGER)));
    Optional<QueueSettings> queues =
        part(
            () ->
                new QueueSettings(
                    number(Setting.QUEUE_PER_TENANT),
                    number(Setting.QUEUE_TOTAL),
                    duration(Setting.LONGEST_WAIT)));
    Optional<StallSettings> stall =
        part(
            () ->
                new StallSettings(
                    duration(Setting.STALL_LIMIT), duration(Setting.STALL_ANSWER_TIME)));
    Optional<RetrySettings> retries = part(() -> retries(stall.orElse(standard.retries().stall())));
    Optional<ReadSettings> reads = part(this::reads);
    Optional<RegistrySettings> tenants = part(this::tenants);
    return new EngineSettings(
        lanes.orElse(standard.lanes()),
        queues.orElse(standard.queues()),
        retries.orElse(standard.retries()),
        reads.orElse(standard.reads()),
        tenants.orElse(standard.tenants()),
        duration(Setting.DRAIN_DEADLINE));
  }

  private RetrySettings retries(StallSettings stall) {
    return new RetrySettings(
        number(Setting.UNKNOWN_TRIES),
        number(Setting.CONFLICT_TRIES),
        duration(Setting.FIRST_BACK_OFF),
        duration(Setting.LONGEST_BACK_OFF),
        stall);
  }

  private ReadSettings reads() {
    return new ReadSettings(
        number(Setting.READ_THREADS),
        number(Setting.READ_QUEUE),
        duration(Setting.READ_DEADLINE),
        number(Setting.HISTORY_POINTS));
  }

  private RegistrySettings tenants() {
    Optional<UnknownTenants> unknown = part(this::unknownTenants);
    return new RegistrySettings(
        duration(Setting.TENANTS_CACHE_TIME),
        unknown.orElse(EngineSettings.STANDARD.tenants().unknown()));
  }

  private UnknownTenants unknownTenants() {
    String text = text(Setting.UNKNOWN_TENANTS);
    return switch (text) {
      case "add" ->
          new UnknownTenants.Add(new Organisation(text(Setting.ORGANISATION)), residency());
      case "refuse" -> new UnknownTenants.Refuse();
      default ->
          throw new InvalidValueException(Setting.UNKNOWN_TENANTS.key(), text, "add or refuse");
    };
  }

  private String text(Setting setting) {
    return raw.get(setting).map(RawSettings.Given::text).orElse(setting.defaultText());
  }

  private int number(Setting setting) {
    return Kind.number(setting.key(), text(setting));
  }

  private int size(Setting setting) {
    return Kind.size(setting.key(), text(setting));
  }

  private Duration duration(Setting setting) {
    return Kind.duration(setting.key(), text(setting));
  }

  private Path path(Setting setting) {
    return Kind.path(setting.key(), text(setting));
  }
}
