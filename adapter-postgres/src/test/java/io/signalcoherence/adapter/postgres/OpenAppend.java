package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.HeldAppend;
import io.signalcoherence.ports.out.AppendGroup;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.IntStream;

/** The product's own append, but that its COMMIT is replaced by a statement that ends nothing. */
final class OpenAppend implements HeldAppend {

  private final Connection connection;

  OpenAppend(PostgresConfig config) throws SQLException {
    connection = SessionSource.serving(config, config.logins().app(), "open").getConnection();
    connection.setAutoCommit(false);
  }

  /** Appends to the open transaction. */
  void append(AppendGroup group) throws SQLException {
    new AppendTransaction(withoutCommit(), group.entries(), new PairBook()).run();
  }

  /** Claims further keys in the open transaction, whatever their order. */
  void claim(AppendGroup group) throws SQLException {
    int[] all = IntStream.range(0, group.entries().size()).toArray();
    try (PreparedStatement insert = connection.prepareStatement(SignalColumns.INSERT)) {
      SignalColumns.of(group.entries(), all).bind(insert, 1);
      insert.execute();
    }
  }

  private Connection withoutCommit() {
    return (Connection)
        Proxy.newProxyInstance(
            OpenAppend.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) ->
                method.getName().equals("prepareStatement")
                    ? connection.prepareStatement(
                        ((String) arguments[0]).replace("COMMIT;", "SET LOCAL jit = off;"))
                    : method.invoke(connection, arguments));
  }

  @Override
  public void commit() {
    end(Connection::commit);
  }

  @Override
  public void rollback() {
    end(Connection::rollback);
  }

  private void end(Ending ending) {
    try {
      if (!connection.isClosed()) {
        ending.end(connection);
        connection.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Ending {
    void end(Connection connection) throws SQLException;
  }
}
