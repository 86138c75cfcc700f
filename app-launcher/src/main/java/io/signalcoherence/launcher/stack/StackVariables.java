package io.signalcoherence.launcher.stack;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4j;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAttachment;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.config.ConfigurationException;
import io.signalcoherence.launcher.wiring.StartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The variables with which a service finds the servers of a stack. */
public final class StackVariables {

  private static final List<LocalPostgresRole> LOGINS =
      List.of(LocalPostgresRole.OWNER, LocalPostgresRole.APP, LocalPostgresRole.WORKER);

  private StackVariables() {}

  /**
   * The variables of a stack that is up, passwords among them.
   *
   * @throws StartException if a server that should be up does not own its folder
   */
  public static Map<String, String> of(Path folder, StackState state) {
    Map<String, String> variables = new TreeMap<>();
    for (StackServer server : StackServer.values()) {
      variables.putAll(of(folder, state, server));
    }
    return variables;
  }

  /**
   * Those that a service needs beside its own configuration. A server whose address that names is
   * wholly its own, with login and all; of every other the address and the login are the stack's.
   *
   * @throws ConfigurationException if it has a login for a server whose address it does not name
   * @throws StartException if a server that should be up does not own its folder
   */
  public static Map<String, String> beside(Configuration own, Path folder, StackState state) {
    Set<String> given =
        own.entries().stream()
            .filter(entry -> !entry.origin().equals(Configuration.DEFAULT_ORIGIN))
            .map(Configuration.Entry::key)
            .collect(Collectors.toSet());
    Map<String, String> variables = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (StackServer server : StackServer.values()) {
      if (!given.contains(server.addressKey()) && state.member(server).isPresent()) {
        server.loginKeys().stream()
            .filter(given::contains)
            .forEach(
                login ->
                    faults.add(
                        "%s: given without %s (expected: both for a server of your own, or neither"
                                .formatted(login, server.addressKey())
                            + " for that of the stack)"));
        variables.putAll(of(folder, state, server));
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults);
    }
    return variables;
  }

  private static Map<String, String> of(Path folder, StackState state, StackServer server) {
    return state
        .member(server)
        .map(member -> settings(folder.resolve(server.wireName()), server, member))
        .orElse(Map.of())
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                setting -> Configuration.variable(setting.getKey()), Map.Entry::getValue));
  }

  private static Map<String, String> settings(
      Path place, StackServer server, StackState.Member member) {
    return switch (server) {
      case POSTGRES -> database(place);
      case KAFKA -> Map.of(server.addressKey(), member.address());
      case REDIS ->
          Map.of(
              server.addressKey(),
              "redis://" + member.address(),
              "redis.password",
              LocalRedis.passwordOf(place).orElseThrow(() -> notUp(place, "Redis")));
      case NEO4J -> graph(place);
    };
  }

  private static Map<String, String> database(Path place) {
    if (!(LocalPostgres.attach(place) instanceof LocalPostgresAttachment.Running running)) {
      throw notUp(place, "PostgreSQL");
    }
    LocalPostgresAccess access = running.access();
    Map<String, String> settings = new TreeMap<>();
    settings.put(StackServer.POSTGRES.addressKey(), access.jdbcUrl());
    for (LocalPostgresRole role : LOGINS) {
      LocalPostgresCredentials login = access.credentials(role);
      String keys = "database." + role.name().toLowerCase(Locale.ROOT);
      settings.put(keys + ".user", login.user());
      settings.put(keys + ".password", login.password());
    }
    return settings;
  }

  private static Map<String, String> graph(Path place) {
    LocalNeo4jAccess access = LocalNeo4j.running(place).orElseThrow(() -> notUp(place, "Neo4j"));
    return Map.of(
        StackServer.NEO4J.addressKey(),
        access.uri().toString(),
        "neo4j.user",
        access.user(),
        "neo4j.password",
        access.password());
  }

  private static StartException notUp(Path place, String what) {
    return new StartException(place + ": its " + what + " is not up (see coherence stack status)");
  }
}
