package io.signalcoherence.launcher.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.wiring.Assembly;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.CacheTime;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.out.TenantRegistry;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Registers tenants, shows and changes them. */
@Command(name = "tenant", description = "Registers tenants, shows and changes them.")
final class TenantCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOption configuration;

  @Option(names = "--json", description = "One JSON object a line instead of a table.")
  private boolean json;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? (add, list, show, set)");
  }

  @Command(name = "add", description = "Registers a tenant whose name is free.")
  int add(
      @Parameters(paramLabel = "TENANT") String id,
      @Option(names = "--organisation", paramLabel = "NAME") @Nullable String organisation,
      @Option(
              names = "--region",
              paramLabel = "NAME",
              description = "A region that is allowed to it; may be repeated. Default: the cell's.")
          @Nullable List<String> regions,
      @Mixin SettingsOptions settings) {
    TenantId tenant = new TenantId(id);
    return with(
        (config, registry) -> {
          Tenant template = config.tenantTemplate(tenant);
          Set<Region> allowed =
              regions == null
                  ? template.residency().allowed()
                  : regions.stream().map(Region::new).collect(Collectors.toUnmodifiableSet());
          Tenant wanted =
              new Tenant(
                  tenant,
                  Optional.ofNullable(organisation)
                      .map(Organisation::new)
                      .orElse(template.organisation()),
                  new Residency(template.residency().cell(), allowed),
                  TenantState.ACTIVE,
                  settings.over(template.settings()));
          if (registry.find(tenant).isPresent()) {
            out().println("tenant " + id + " is registered already; see coherence tenant set");
            return ExitCode.FAILED;
          }
          show(List.of(registry.register(wanted)));
          return ExitCode.OK;
        });
  }

  @Command(name = "list", description = "Shows all tenants.")
  int list() {
    return with(
        (config, registry) -> {
          show(registry.list());
          return ExitCode.OK;
        });
  }

  @Command(name = "show", description = "Shows one tenant.")
  int show(@Parameters(paramLabel = "TENANT") String id) {
    return with((config, registry) -> shown(id, registry.find(new TenantId(id))));
  }

  @Command(name = "set", description = "Changes a tenant's settings or state.")
  int set(
      @Parameters(paramLabel = "TENANT") String id,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "active, or draining: still scored, takes no more signals.")
          @Nullable String state,
      @Mixin SettingsOptions settings) {
    TenantId tenant = new TenantId(id);
    Optional<TenantState> moved = Optional.ofNullable(state).map(TenantCommand::state);
    return with(
        (config, registry) -> {
          Optional<Tenant> found = registry.find(tenant);
          if (found.isPresent()) {
            found = registry.change(tenant, settings.over(found.get().settings()));
          }
          if (moved.isPresent()) {
            found = registry.move(tenant, moved.get());
          }
          return shown(id, found);
        });
  }

  private static TenantState state(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "active" -> TenantState.ACTIVE;
      case "draining" -> TenantState.DRAINING;
      default -> throw new InvalidValueException("state", text, "active or draining");
    };
  }

  private int shown(String id, Optional<Tenant> tenant) {
    if (tenant.isEmpty()) {
      spec.commandLine().getErr().println("coherence: tenant " + id + " is not registered");
      return ExitCode.FAILED;
    }
    show(List.of(tenant.get()));
    return ExitCode.OK;
  }

  /** The work of one sub-command. */
  private interface Work {
    int on(Configuration configuration, TenantRegistry registry);
  }

  private int with(Work work) {
    Configuration loaded = configuration.load();
    try (Assembly assembly = Assembly.ledgerAlone(loaded)) {
      return work.on(loaded, assembly.ledger().tenants());
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void show(List<Tenant> tenants) {
    if (json) {
      tenants.forEach(tenant -> out().println(json(tenant)));
      return;
    }
    Table table =
        new Table(
            "tenant",
            "organisation",
            "cell",
            "regions",
            "state",
            "healthy",
            "warn",
            "share",
            "retention",
            "pairs",
            "cache time");
    for (Tenant tenant : tenants) {
      TenantSettings settings = tenant.settings();
      table.row(
          tenant.id(),
          tenant.organisation(),
          tenant.residency().cell(),
          names(tenant.residency().allowed(), Region::value),
          tenant.state().wireName(),
          settings.thresholds().healthy(),
          settings.thresholds().warn(),
          settings.share().value(),
          settings.retention(),
          settings.pairs().value(),
          cacheTime(settings));
    }
    out().print(table);
    out().flush();
  }

  private static ObjectNode json(Tenant tenant) {
    TenantSettings settings = tenant.settings();
    return JsonNodeFactory.instance
        .objectNode()
        .put("tenant_id", tenant.id().value())
        .put("organisation", tenant.organisation().value())
        .put("cell", tenant.residency().cell().value())
        .put("regions", names(tenant.residency().allowed(), Region::value))
        .put("state", tenant.state().wireName())
        .put("healthy", settings.thresholds().healthy().value())
        .put("warn", settings.thresholds().warn().value())
        .put("share", settings.share().value())
        .put("retention", settings.retention().toString())
        .put("pairs", settings.pairs().value())
        .put("cache_time", cacheTime(settings));
  }

  private static String cacheTime(TenantSettings settings) {
    return settings
        .cacheTime()
        .map(time -> Configuration.text(time.value()))
        .orElse(SettingsOptions.OF_THE_SERVICE);
  }

  private static <T> String names(Set<T> values, Function<T, String> name) {
    return values.stream().map(name).sorted().collect(Collectors.joining(","));
  }

  /** The settings that may be given; those not given stay. */
  static final class SettingsOptions {

    private static final String OF_THE_SERVICE = "service";

    @Option(
        names = "--healthy",
        paramLabel = "SCORE",
        description = "HEALTHY from here on; 0 to 1.")
    private @Nullable String healthy;

    @Option(names = "--warn", paramLabel = "SCORE", description = "WARN from here on; 0 to 1.")
    private @Nullable String warn;

    @Option(names = "--share", paramLabel = "N", description = "Part of the capacity; 1 to 1000.")
    private @Nullable Integer share;

    @Option(
        names = "--retention",
        paramLabel = "TTL",
        description = "unlimited, standard-365d, or days such as 90d.")
    private @Nullable String retention;

    @Option(
        names = "--pairs",
        paramLabel = "N",
        description = "(source, type) pairs told apart a day; 1 to 100000.")
    private @Nullable Integer pairs;

    @Option(
        names = "--cache-time",
        paramLabel = "TIME",
        description =
            "How old what its scores are made from may become, such as 500ms or 30s; 0s to 1h, or"
                + " service: as cache.ttl says.")
    private @Nullable String cacheTime;

    TenantSettings over(TenantSettings base) {
      return new TenantSettings(
          new Thresholds(
              given(healthy, Ratio::of, base.thresholds().healthy()),
              given(warn, Ratio::of, base.thresholds().warn())),
          given(share, ShareWeight::new, base.share()),
          given(retention, Retention::parse, base.retention()),
          given(pairs, PairLimit::new, base.pairs()),
          given(cacheTime, SettingsOptions::cacheTime, base.cacheTime()));
    }

    private static Optional<CacheTime> cacheTime(String text) {
      return text.equals(OF_THE_SERVICE)
          ? Optional.empty()
          : Optional.of(new CacheTime(Configuration.duration("cache-time", text)));
    }

    private static <S, T> T given(@Nullable S text, Function<S, T> parse, T base) {
      return text == null ? base : parse.apply(text);
    }
  }
}
