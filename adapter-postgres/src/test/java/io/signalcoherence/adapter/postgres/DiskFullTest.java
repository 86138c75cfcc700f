package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.JsonValue;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger on a file system of 48 MiB. */
final class DiskFullTest {

  private static final String DATABASE = "on_a_small_disk";

  @TempDir private Path folder;
  private Path disk;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    disk = folder.resolve("disk");
    Files.createDirectory(disk);
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
    assumeTrue(mounted, "a small file system can be mounted by root alone");
    UserPrincipal owner = Files.getOwner(TestServer.server().folder());
    Files.setOwner(disk, owner);
    Path space = Files.createDirectory(disk.resolve("space"));
    Files.setOwner(space, owner);
    TestServer.asAdmin("postgres", "CREATE TABLESPACE small LOCATION '" + space + "'");
    TestServer.asAdmin(
        "postgres",
        "CREATE DATABASE "
            + DATABASE
            + " TEMPLATE migrated TABLESPACE small OWNER signalcoherence_owner");
  }

  @AfterEach
  void unmount() throws Exception {
    if (Files.exists(disk.resolve("space"))) {
      TestServer.asAdmin("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
      TestServer.asAdmin("postgres", "DROP TABLESPACE IF EXISTS small");
      run("umount", "-l", disk.toString());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  @Test
  void fullDiskIsUnavailableAndLosesNothing() throws Exception {
    try (PostgresLedger ledger = PostgresLedger.open(TestServer.config(DATABASE))) {
      ledger.ports().tenants().register(tenant());
      Random random = new Random(1);
      List<Integer> stored = new ArrayList<>();
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(
              () -> {
                for (int group = 0; group < 200; group++) {
                  ledger.ports().signals().append(Signals.group(large(group, random)));
                  stored.add(group);
                }
              })
          .matches(e -> e.code().equals("ledger-disk-full"))
          .matches(e -> e.retry() == RetrySafety.SAFE);

      try (var admin = TestServer.admin(DATABASE)) {
        assertThat(TestLedger.query(admin, "SELECT count(*) FROM signalcoherence.ledger_signal"))
            .containsExactly(String.valueOf(stored.size() * 20));
      }
    }
  }

  private static List<Signals> large(int group, Random random) {
    List<Signals> signals = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 15_000) {
        text.append(Long.toString(random.nextLong(), 36));
      }
      signals.add(
          Signals.of(TestLedger.ALPHA)
              .withId(group + "-" + i)
              .withAttributes(
                  Attributes.of(
                      new JsonValue.Obj(
                          new TreeMap<>(Map.of("k", new JsonValue.Str(text.toString())))))));
    }
    return signals;
  }

  private static Tenant tenant() {
    return new Tenant(
        TestLedger.ALPHA,
        new Organisation("acme"),
        new Residency(TestServer.CELL, Set.of(TestServer.REGION)),
        TenantState.ACTIVE,
        TenantSettings.STANDARD);
  }
}
