package io.signalcoherence.launcher.stack;

import io.signalcoherence.ports.error.InvalidValueException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a stack is to have.
 *
 * @param folder where each server has a folder of its name; made if it is not there
 * @param servers which are started
 * @param ports the TCP port of a server on 127.0.0.1; one that is not named takes a free one and
 *     keeps it
 * @param programs where the build wrote the class path of a server that is none of ours; a server
 *     without one is left out by name
 */
public record StackPlan(
    Path folder,
    Set<StackServer> servers,
    Map<StackServer, Integer> ports,
    Map<StackServer, Path> programs) {

  private static final int HIGHEST_PORT = 65_535;

  /**
   * Copies the collections.
   *
   * @throws InvalidValueException if there is no server, or a port out of range
   */
  public StackPlan {
    servers = Set.copyOf(servers);
    ports = Map.copyOf(ports);
    programs = Map.copyOf(programs);
    if (servers.isEmpty()) {
      throw new InvalidValueException("servers", "none", "one or more that are not left out");
    }
    ports.forEach(
        (server, port) -> {
          if (port < 0 || port > HIGHEST_PORT) {
            throw new InvalidValueException(server.wireName() + " port", port, "0 to 65535");
          }
        });
  }

  int port(StackServer server) {
    return ports.getOrDefault(server, 0);
  }

  Path folder(StackServer server) {
    return folder.resolve(server.wireName());
  }

  Optional<Path> program(StackServer server) {
    return Optional.ofNullable(programs.get(server));
  }
}
