package io.signalcoherence.adapter.redis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.redis.local.LocalRedisException.Reason;
import io.signalcoherence.localservers.ProcessLiveness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** The life of a server on this machine. */
final class LocalRedisTest {

  @TempDir Path above;

  @Test
  void durableFolderKeepsDataPortAndPassword() {
    LocalRedisConfig config = LocalRedisConfig.durable(above.resolve("data"));
    int port;
    String password;
    try (LocalRedis server = LocalRedis.start(config)) {
      port = server.port();
      password = server.password();
      try (RedisClient client = client(server)) {
        assertThat(client.set("k", "v")).isEqualTo("OK");
      }
    }
    try (LocalRedis server = LocalRedis.start(config);
        RedisClient client = client(server)) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(server.password()).isEqualTo(password);
      assertThat(client.get("k")).isEqualTo("v");
    }
  }

  @Test
  void temporaryFolderIsGoneWithItsServer() {
    LocalRedis server = LocalRedis.start(LocalRedisConfig.temporary());
    long pid = server.pid();
    assertThat(server.folder()).isDirectory();
    server.close();
    server.close();

    assertThat(server.folder()).doesNotExist();
    assertThat(ProcessHandle.of(pid).filter(ProcessLiveness::isAlive)).isEmpty();
    assertThatIllegalStateException().isThrownBy(server::restart);
  }

  @Test
  void killedAndFrozenServersComeBackOnTheSamePort() {
    try (LocalRedis server = LocalRedis.start(LocalRedisConfig.temporary())) {
      int port = server.port();
      server.kill();
      assertThat(server.isRunning()).isFalse();
      server.restart();
      assertThat(server.isRunning()).isTrue();
      server.freeze();
      assertThat(server.isRunning()).isTrue();
      server.restart();
      assertThat(server.port()).isEqualTo(port);
      try (RedisClient client = client(server)) {
        assertThat(client.ping()).isEqualTo("PONG");
      }
    }
  }

  @Test
  void onlyItsOwnerCanReadThePasswordAndNobodyIsServedWithoutIt() throws IOException {
    try (LocalRedis server = LocalRedis.start(LocalRedisConfig.durable(above.resolve("data")))) {
      for (String file : new String[] {"password", "redis.conf"}) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(server.folder().resolve(file))))
            .isEqualTo("rw-------");
      }
      try (RedisClient stranger = RedisClient.create("127.0.0.1", server.port())) {
        assertThatExceptionOfType(RuntimeException.class)
            .isThrownBy(stranger::ping)
            .withMessageContaining("NOAUTH");
      }
    }
  }

  @Test
  void folderHasOneOwner() {
    LocalRedisConfig config = LocalRedisConfig.durable(above.resolve("data"));
    try (LocalRedis server = LocalRedis.start(config)) {
      refused(Reason.FOLDER_IN_USE, config, "process " + ProcessHandle.current().pid());
      assertThat(server.isRunning()).isTrue();
    }
    LocalRedis.start(config).close();
  }

  @Test
  void serverThatADeadOwnerLeftIsStopped() throws Exception {
    Path folder = above.resolve("data");
    LocalRedisConfig config = LocalRedisConfig.durable(folder);
    LocalRedis.start(config).close();
    Path real = folder.toRealPath();
    Process orphan =
        new ProcessBuilder(real.resolve("redis-server").toString(), real + "/redis.conf")
            .directory(real.resolve("data").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    try {
      await().until(() -> orphan.isAlive() && worksThere(orphan, real.resolve("data")));
      try (LocalRedis server = LocalRedis.start(config)) {
        assertThat(server.pid()).isNotEqualTo(orphan.pid());
        assertThat(orphan.isAlive()).isFalse();
      }
    } finally {
      orphan.destroyForcibly();
    }
  }

  @Test
  void startThatFailsOnceTheServerIsUpEndsIt() throws Exception {
    Path folder = above.resolve("data");

    assertThat(LateStart.in(folder)).isEqualTo("> refused");

    long pid = Long.parseLong(Files.readString(folder.resolve("pid")));
    assertThat(ProcessHandle.of(pid).filter(ProcessLiveness::isAlive)).isEmpty();
    LocalRedis.start(LocalRedisConfig.durable(folder)).close();
  }

  private static boolean worksThere(Process process, Path data) throws IOException {
    Path of = Path.of("/proc/" + process.pid());
    return !Files.exists(Path.of("/proc/self/cwd"))
        || (Files.readSymbolicLink(of.resolve("cwd")).equals(data)
            && Files.readString(of.resolve("comm")).strip().equals("redis-server"));
  }

  @Test
  void whatCannotBeOursIsRefusedWithAReason() throws IOException {
    Path file = Files.createFile(above.resolve("file"));
    refused(Reason.FOLDER_UNUSABLE, LocalRedisConfig.durable(file), "is a file");
    refused(
        Reason.FOLDER_UNUSABLE,
        LocalRedisConfig.durable(above.resolve("a/b")),
        "the folder above it does not exist");
    refused(Reason.FOLDER_UNUSABLE, LocalRedisConfig.durable(above), "not one of ours");
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      refused(
          Reason.PORT_TAKEN,
          LocalRedisConfig.temporary().withPort(taken.getLocalPort()),
          "is taken");
    }
    refused(
        Reason.SERVER_FAILED,
        LocalRedisConfig.temporary().withSetting("no-such-setting", "1"),
        "did not come up");
  }

  @Test
  void configurationOutOfRangeIsRefused() {
    LocalRedisConfig config = LocalRedisConfig.temporary();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withPort(65_536))
        .withMessage("port: 65536 (expected: 0 to 65535)");
    assertThatIllegalArgumentException().isThrownBy(() -> config.withSetting("Port", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> config.withSetting("port", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> config.withSetting("save", "1\n2"));
    assertThat(config.withStopAtJvmExit(false).stopAtJvmExit()).isFalse();
  }

  private static void refused(Reason reason, LocalRedisConfig config, String message) {
    assertThatExceptionOfType(LocalRedisException.class)
        .isThrownBy(() -> LocalRedis.start(config).close())
        .matches(e -> e.reason() == reason)
        .withMessageContaining(message);
  }

  private static RedisClient client(LocalRedis server) {
    return RedisClient.builder()
        .hostAndPort(new HostAndPort("127.0.0.1", server.port()))
        .clientConfig(DefaultJedisClientConfig.builder().password(server.password()).build())
        .build();
  }
}
