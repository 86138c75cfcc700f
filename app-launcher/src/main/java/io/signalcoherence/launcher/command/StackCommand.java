package io.signalcoherence.launcher.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.stack.Stack;
import io.signalcoherence.launcher.stack.StackKeeper;
import io.signalcoherence.launcher.stack.StackPlan;
import io.signalcoherence.launcher.stack.StackServer;
import io.signalcoherence.launcher.stack.StackState;
import io.signalcoherence.launcher.stack.StackVariables;
import io.signalcoherence.launcher.wiring.StartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts, shows and ends the servers that a service can have beside it. */
@Command(
    name = "stack",
    description = {
      "Real servers beside a service: PostgreSQL, Kafka, Redis and Neo4j as processes, each in a"
          + " folder of its name below data.folder. No Docker is needed; the first time they are"
          + " fetched.",
      "coherence serve --stack uses them."
    })
final class StackCommand implements Runnable {

  private static final String CLASS_PATH = "signalcoherence.%s.server.classpath";
  private static final double MILLIS_PER_SECOND = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOption configuration;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? (up, down, status, env, run)");
  }

  /** Which servers, and where. */
  static final class PlanOptions {

    @Option(
        names = "--without",
        split = ",",
        paramLabel = "SERVER",
        description = "Leave out: postgres, kafka, redis, neo4j.")
    private List<String> without = new ArrayList<>();

    @Option(
        names = "--port",
        paramLabel = "SERVER=PORT",
        description = "A server's port on 127.0.0.1; default: a free one, which it keeps.")
    private Map<String, Integer> ports = Map.of();

    StackPlan plan(Configuration configuration) {
      Set<StackServer> servers = EnumSet.allOf(StackServer.class);
      without.forEach(name -> servers.remove(StackServer.named(name)));
      Map<StackServer, Integer> wanted = new EnumMap<>(StackServer.class);
      ports.forEach((name, port) -> wanted.put(StackServer.named(name), port));
      Map<StackServer, Path> programs = new EnumMap<>(StackServer.class);
      for (StackServer server : StackServer.values()) {
        Optional.ofNullable(System.getProperty(CLASS_PATH.formatted(server.wireName())))
            .ifPresent(file -> programs.put(server, Path.of(file)));
      }
      return new StackPlan(folder(configuration), servers, wanted, programs);
    }

    List<String> again() {
      List<String> options = new ArrayList<>();
      without.forEach(name -> options.addAll(List.of("--without", name)));
      ports.forEach((name, port) -> options.addAll(List.of("--port", name + "=" + port)));
      return options;
    }
  }

  @Command(name = "up", description = "Starts all servers, and returns once they answer.")
  int up(@Mixin PlanOptions options) throws IOException, InterruptedException {
    Configuration loaded = configuration.load();
    StackPlan plan = options.plan(loaded);
    Optional<StackState> there = up(plan.folder());
    if (there.isPresent()) {
      out().println("up already");
      show(there.get());
      return isWell(there.get()) ? ExitCode.OK : ExitCode.FAILED;
    }
    long began = System.nanoTime();
    String names =
        plan.servers().stream()
            .sorted()
            .map(StackServer::wireName)
            .collect(Collectors.joining(", "));
    spec.commandLine().getErr().println("coherence: starting " + names);
    StackState state = Stack.up(plan.folder(), keeper(options));
    show(state);
    out()
        .printf(
            Locale.ROOT,
            "up in %.1f s; logs below %s%n",
            (System.nanoTime() - began) / 1e9,
            plan.folder());
    out().flush();
    return ExitCode.OK;
  }

  /** This program again, with its options and its configuration, but as the keeper. */
  private List<String> keeper(PlanOptions options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (StackServer server : StackServer.values()) {
      String name = CLASS_PATH.formatted(server.wireName());
      Optional.ofNullable(System.getProperty(name))
          .ifPresent(file -> command.add("-D" + name + "=" + file));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.signalcoherence.launcher.Coherence");
    command.add("stack");
    configuration.file().ifPresent(file -> command.addAll(List.of("--config", file.toString())));
    command.add("run");
    command.addAll(options.again());
    return command;
  }

  @Command(
      name = "run",
      description = "Starts all servers and keeps them in the foreground until SIGTERM or SIGINT.")
  int run(@Mixin PlanOptions options) throws InterruptedException {
    Configuration loaded = configuration.load();
    Stop stop = Stop.atExit();
    try (StackKeeper keeper = StackKeeper.start(options.plan(loaded))) {
      show(keeper.state());
      stop.await();
    } finally {
      stop.ended();
    }
    return ExitCode.OK;
  }

  @Command(name = "down", description = "Ends all servers, also those that a dead keeper left.")
  int down() throws IOException, InterruptedException {
    List<String> ended = Stack.down(folder(configuration.load()));
    out().println(ended.isEmpty() ? "not up" : "ended: " + String.join(", ", ended));
    return ExitCode.OK;
  }

  @Command(name = "status", description = "Shows the servers; exit code 1 if one is not up.")
  int status(@Option(names = "--json", description = "What the keeper says, as JSON.") boolean json)
      throws IOException {
    Optional<StackState> found = Stack.find(folder(configuration.load()));
    if (json) {
      out().println(new ObjectMapper().writeValueAsString(found.orElse(null)));
    } else if (found.isEmpty()) {
      out().println("not up");
    } else {
      show(found.get());
    }
    return found.filter(StackCommand::isWell).isPresent() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static boolean isWell(StackState state) {
    return state.isKept()
        && state.ready()
        && state.servers().stream().allMatch(StackState.Member::isAlive);
  }

  @Command(
      name = "env",
      description = {
        "Prints the variables with which a service finds the servers, passwords among them.",
        "export $(coherence stack env)"
      })
  int env() {
    Path folder = folder(configuration.load());
    StackVariables.of(folder, kept(folder))
        .forEach((name, value) -> out().println(name + "=" + value));
    out().flush();
    return ExitCode.OK;
  }

  /** The variables that a service needs beside its own configuration; the stack must be up. */
  static Map<String, String> variables(Configuration own) {
    Path folder = folder(own);
    return StackVariables.beside(own, folder, kept(folder));
  }

  private static StackState kept(Path folder) {
    return up(folder)
        .orElseThrow(
            () -> new StartException("no stack is up in " + folder + " (see coherence stack up)"));
  }

  private static Optional<StackState> up(Path folder) {
    return Stack.find(folder).filter(StackState::isKept).filter(StackState::ready);
  }

  /** Absolute, since the keeper and the service may run elsewhere. */
  private static Path folder(Configuration configuration) {
    return configuration.dataFolder().toAbsolutePath().normalize();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void show(StackState state) {
    if (!state.isKept()) {
      out().println("the keeper, process " + state.pid() + ", has died (see coherence stack down)");
    }
    if (state.isKept() && !state.ready()) {
      out().println("starting; up so far:");
    }
    Table table = new Table("server", "address", "process", "state", "ready after, s");
    for (StackState.Member member : state.servers()) {
      table.row(
          member.server(),
          member.address(),
          member.pid(),
          member.isAlive() ? "up" : "ended",
          String.format(Locale.ROOT, "%.1f", member.readyMillis() / MILLIS_PER_SECOND));
    }
    out().print(table);
    for (StackState.Skipped each : state.skipped()) {
      out().println("skipped: " + each.server() + ", because " + each.why());
    }
    if (state.ready() && state.isKept() && !isWell(state)) {
      out().println("what has ended comes back with coherence stack down and up; its log says why");
    }
    out().flush();
  }
}
