package io.signalcoherence.launcher.stack;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.launcher.wiring.StartException;
import io.signalcoherence.localservers.ProcessBirth;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What the keeper of a stack says of it, in a file beside the servers' folders. It holds no secret.
 *
 * @param pid the keeper's process
 * @param began when that began; tells it from a later one with its id
 * @param ready whether all servers are up that are to be
 * @param servers those that are up
 * @param skipped those that can't be had here
 * @param starting the processes of those that are not up yet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StackState(
    @JsonProperty("pid") long pid,
    @JsonProperty("began") String began,
    @JsonProperty("ready") boolean ready,
    @JsonProperty("servers") List<Member> servers,
    @JsonProperty("skipped") List<Skipped> skipped,
    @JsonProperty("starting") List<Started> starting) {

  private static final String FILE = "stack.json";

  /** Nobody's birth, so that no process is found by it. */
  private static final String UNKNOWN_BIRTH = "?";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists. */
  public StackState {
    requireNonNull(began, "began");
    servers = List.copyOf(servers);
    skipped = List.copyOf(skipped);
    starting = List.copyOf(starting);
  }

  /**
   * A server that is up.
   *
   * @param server its name
   * @param address where it listens, {@code host:port}
   * @param pid its process
   * @param began when that began
   * @param readyMillis how long it took to come up
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Member(
      @JsonProperty("server") String server,
      @JsonProperty("address") String address,
      @JsonProperty("pid") long pid,
      @JsonProperty("began") String began,
      @JsonProperty("ready_ms") long readyMillis) {

    /** Refuses one that does not say what it is. */
    public Member {
      requireNonNull(server, "server");
      requireNonNull(address, "address");
      requireNonNull(began, "began");
    }

    /** Whether its process lives. */
    @JsonIgnore
    public boolean isAlive() {
      return process().isPresent();
    }

    Optional<ProcessHandle> process() {
      return StackState.process(pid, began);
    }
  }

  /**
   * A server that can't be had here.
   *
   * @param server its name
   * @param why in one line
   */
  public record Skipped(@JsonProperty("server") String server, @JsonProperty("why") String why) {}

  /**
   * A process that the keeper has started.
   *
   * @param pid its id
   * @param began when it began
   */
  public record Started(@JsonProperty("pid") long pid, @JsonProperty("began") String began) {

    static Started of(ProcessHandle process) {
      return new Started(process.pid(), birth(process));
    }

    Optional<ProcessHandle> process() {
      return StackState.process(pid, began);
    }
  }

  /** The keeper's process; empty if it has ended. */
  Optional<ProcessHandle> keeper() {
    return process(pid, began);
  }

  /** Whether the keeper lives. */
  @JsonIgnore
  public boolean isKept() {
    return keeper().isPresent();
  }

  /** The server of that name, if it is up. */
  Optional<Member> member(StackServer server) {
    return servers.stream().filter(each -> each.server().equals(server.wireName())).findFirst();
  }

  /** When a process began, as this file says it. */
  static String birth(ProcessHandle process) {
    return ProcessBirth.ofThisMachine().of(process).orElse(UNKNOWN_BIRTH);
  }

  private static Optional<ProcessHandle> process(long pid, String began) {
    return ProcessBirth.ofThisMachine().find(pid, began);
  }

  /**
   * Reads what the last keeper of a folder said.
   *
   * @return empty if there was none
   * @throws StartException if the file can't be read or understood
   */
  static Optional<StackState> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          requireNonNull(JSON.readValue(Files.readString(file), StackState.class), "null"));
    } catch (JsonProcessingException | CharacterCodingException | NullPointerException e) {
      throw new StartException(
          file
              + ": not what a stack's keeper writes (expected: its JSON; remove the file if no"
              + " server of this folder runs)",
          e);
    } catch (IOException e) {
      throw new StartException(
          file + ": can't be read: " + e + " (expected: a stack of this user)", e);
    }
  }

  /** Writes it, so that a reader sees all of it or what was there before; for the keeper alone. */
  void write(Path folder) throws IOException {
    Path next = folder.resolve(FILE + ".next");
    JSON.writeValue(next.toFile(), this);
    Files.move(
        next,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Says that there is no stack any more. */
  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }
}
