package io.signalcoherence.perf.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What a control does to the database, once, before the load begins. */
final class Sabotage {

  private static final List<String> SYNC_OFF =
      List.of(
          "ALTER SYSTEM SET wal_writer_delay = '10s'",
          "ALTER SYSTEM SET wal_writer_flush_after = '1GB'",
          "SELECT pg_reload_conf()",
          "CREATE FUNCTION signalcoherence.drill_forget() RETURNS trigger LANGUAGE plpgsql AS $$"
              + " BEGIN PERFORM set_config('synchronous_commit', 'off', true); RETURN NULL; END $$",
          "CREATE TRIGGER drill_forget AFTER INSERT ON signalcoherence.ledger_commit"
              + " FOR EACH STATEMENT EXECUTE FUNCTION signalcoherence.drill_forget()");

  private static final List<String> NO_UNIQUE =
      List.of(
          "DO $$ DECLARE name text; BEGIN SELECT conname INTO STRICT name FROM pg_constraint WHERE"
              + " conrelid = 'signalcoherence.ledger_signal'::regclass AND contype = 'p'; EXECUTE"
              + " format('ALTER TABLE signalcoherence.ledger_signal DROP CONSTRAINT %I', name); END"
              + " $$");

  private Sabotage() {}

  static void apply(Control control, Connection admin) throws SQLException {
    List<String> statements =
        switch (control) {
          case SYNC_OFF -> SYNC_OFF;
          case NO_UNIQUE -> NO_UNIQUE;
          case NONE, ACK_BEFORE_COMMIT, ONE_LANE, OFFSETS_FIRST -> List.of();
        };
    try (Statement statement = admin.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
