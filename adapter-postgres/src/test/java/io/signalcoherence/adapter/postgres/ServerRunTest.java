package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.RunNumber;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.WindowStore;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A crash of the server ends a run, and an orderly stop does not. */
final class ServerRunTest {

  private static final String DATABASE = LocalPostgresAccess.DATABASE;
  private static final TenantId ALPHA = new TenantId("alpha");

  @Test
  void snapshotOfBeforeACrashProvesNothingAfterIt() {
    try (LocalPostgres server = LocalPostgres.start(LocalPostgresConfig.temporary())) {
      PostgresLedger.migrate(TestServer.config(server, DATABASE));
      register(server);
      CommitToken first = append(server, "1");
      Snapshot before = read(server);

      server.restart();
      Snapshot afterAStop = read(server);
      assertThat(afterAStop.run()).isEqualTo(RunNumber.FIRST);
      assertThat(recheck(server, before)).isTrue();

      server.kill();
      server.restart();
      CommitToken second = append(server, "2");
      Snapshot afterTheCrash = read(server);

      assertThat(afterTheCrash.epoch()).isEqualTo(before.epoch());
      assertThat(afterTheCrash.run()).isEqualTo(new RunNumber(2));
      assertThat(second.run()).isEqualTo(new RunNumber(2));
      assertThat(before.includes(second)).isEqualTo(Inclusion.NOT_INCLUDED);
      assertThat(afterTheCrash.includes(first)).isEqualTo(Inclusion.INCLUDED);
      assertThat(afterTheCrash.includes(second)).isEqualTo(Inclusion.INCLUDED);
      assertThat(afterTheCrash.isNoOlderThan(before)).isTrue();
      assertThat(before.isNoOlderThan(afterTheCrash)).isFalse();
      assertThat(recheck(server, before)).isFalse();
      assertThat(recheck(server, afterTheCrash)).isTrue();
    }
  }

  private static void register(LocalPostgres server) {
    try (PostgresLedger ledger = open(server)) {
      ledger
          .ports()
          .tenants()
          .register(
              new Tenant(
                  ALPHA,
                  new Organisation("acme"),
                  new Residency(TestServer.CELL, Set.of(TestServer.REGION)),
                  TenantState.ACTIVE,
                  TenantSettings.STANDARD));
    }
  }

  private static CommitToken append(LocalPostgres server, String id) {
    try (PostgresLedger ledger = open(server)) {
      AppendResult result =
          ledger.ports().signals().append(Signals.group(Signals.of(ALPHA).withId(id)));
      return ((AppendResult.Appended) result).token();
    }
  }

  private static Snapshot read(LocalPostgres server) {
    try (PostgresLedger ledger = open(server)) {
      return windows(ledger).read(ALPHA, Window.endingWith(Signals.NOON)).snapshot();
    }
  }

  private static boolean recheck(LocalPostgres server, Snapshot known) {
    try (PostgresLedger ledger = open(server)) {
      return windows(ledger).unchangedSince(ALPHA, known).isPresent();
    }
  }

  private static WindowStore windows(PostgresLedger ledger) {
    return ledger.ports().windows();
  }

  private static PostgresLedger open(LocalPostgres server) {
    return PostgresLedger.open(TestServer.config(server, DATABASE));
  }
}
