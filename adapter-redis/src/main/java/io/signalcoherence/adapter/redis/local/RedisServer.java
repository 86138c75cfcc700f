package io.signalcoherence.adapter.redis.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalcoherence.adapter.redis.local.LocalRedisException.Reason;
import io.signalcoherence.localservers.ChildProcess;
import io.signalcoherence.localservers.LoopbackPort;
import io.signalcoherence.localservers.PortRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Starts the server of a folder, as often as is wanted, on the same port and with the same
 * password.
 */
final class RedisServer {

  /** The file that holds the password. */
  static final String PASSWORD = "password";

  private static final Duration STEP = Duration.ofMillis(5);
  private static final int PROBE_MILLIS = 500;
  private static final int LOG_LINES = 5;

  private final LocalRedisConfig config;
  private final RedisFolder folder;
  private final int port;
  private final String password;

  private RedisServer(LocalRedisConfig config, RedisFolder folder, int port, String password) {
    this.config = config;
    this.folder = folder;
    this.port = port;
    this.password = password;
  }

  /** Puts all in the folder that the server needs. */
  static RedisServer prepare(LocalRedisConfig config, RedisFolder folder) throws IOException {
    RedisProcesses.stopOrphans(folder.path());
    Files.createDirectories(folder.data());
    RedisProgram.install(folder.program());
    int port =
        config.port() == 0
            ? LoopbackPort.choose(PortRecord.parse(folder.read("port")))
            : config.port();
    if (!LoopbackPort.isFree(port)) {
      throw new LocalRedisException(
          Reason.PORT_TAKEN,
          "port "
              + port
              + " on "
              + LoopbackPort.HOST
              + " is taken by another process; name another");
    }
    String password = folder.read(PASSWORD);
    if (password.isEmpty()) {
      password = UUID.randomUUID().toString();
      folder.write(PASSWORD, password);
    }
    folder.write("port", Integer.toString(port));
    RedisServer server = new RedisServer(config, folder, port, password);
    folder.write(folder.configuration().getFileName().toString(), server.configuration());
    return server;
  }

  int port() {
    return port;
  }

  String password() {
    return password;
  }

  /** Starts it, and returns once it answers. */
  Process start() throws IOException {
    List<String> command = List.of(folder.program().toString(), folder.configuration().toString());
    Process process =
        ChildProcess.prepare(ChildProcess.inOwnSession(command))
            .directory(folder.data().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
            .start();
    try {
      folder.write("pid", Long.toString(process.pid()));
      awaitAnswer(process);
      return process;
    } catch (IOException | RuntimeException e) {
      RedisProcesses.kill(process.toHandle());
      throw e;
    }
  }

  private void awaitAnswer(Process process) throws IOException {
    long end = System.nanoTime() + config.startupTimeout().toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new LocalRedisException(
            Reason.SERVER_FAILED, "redis-server did not come up in " + folder.path() + lastLines());
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.exists(folder.log()) ? Files.readAllLines(folder.log()) : List.of();
    return lines.stream()
        .skip(Math.max(0, lines.size() - LOG_LINES))
        .map(String::strip)
        .collect(Collectors.joining(" | ", ": ", ""));
  }

  private String configuration() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("bind", LoopbackPort.HOST);
    all.put("port", Integer.toString(port));
    all.put("dir", quoted(folder.data().toString()));
    all.put("requirepass", password);
    all.put("daemonize", "no");
    all.put("save", "\"\"");
    all.put("appendonly", config.ephemeral() ? "no" : "yes");
    all.putAll(config.settings());
    return all.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Whether it takes commands; one that still reads its data says that it does not. */
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LoopbackPort.address(), port), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(UTF_8));
      byte[] expected = "+OK\r\n+PONG\r\n".getBytes(UTF_8);
      return new String(socket.getInputStream().readNBytes(expected.length), UTF_8)
          .equals(new String(expected, UTF_8));
    } catch (IOException notYet) {
      return false;
    }
  }
}
