package io.signalcoherence.launcher.stack;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What running servers of a stack say of themselves, and what they were told. */
final class ServerFacts {

  private static final Pattern HEAP = Pattern.compile("-Xmx\\S+");
  private static final Pattern REDIS_VERSION = Pattern.compile("redis_version:(\\S+)");

  private ServerFacts() {}

  /** The lines of a file of settings. */
  static Map<String, String> properties(Path file, String separator) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(separator, 2);
      if (!line.startsWith("#") && parts.length == 2) {
        found.put(parts[0], parts[1].replace("\\:", ":"));
      }
    }
    return found;
  }

  /** The option for the heap of a server of ours that runs in a JVM. */
  static String heap(Path folder) throws IOException {
    Matcher heap = HEAP.matcher(Files.readString(folder.resolve("java.arguments")));
    return heap.find() ? heap.group() : "";
  }

  /** What the Redis of a service says that it is. */
  static String redisVersion(Map<String, String> variables) throws IOException {
    URI url = URI.create(variables.get("SIGNALCOHERENCE_REDIS_URL"));
    String password = variables.get("SIGNALCOHERENCE_REDIS_PASSWORD");
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("AUTH " + password + "\r\nINFO server\r\nQUIT\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = REDIS_VERSION.matcher(said);
      return version.find() ? version.group(1) : said;
    }
  }

  /** The rows of a query, each as text. */
  static List<List<String>> rows(Connection connection, String query) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(found.getString(column)));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
