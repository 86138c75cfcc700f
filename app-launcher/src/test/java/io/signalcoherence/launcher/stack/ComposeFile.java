package io.signalcoherence.launcher.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code deploy/compose}: the containers, what a service is told of them, and their roles. */
record ComposeFile(JsonNode root) {

  private static final Path FOLDER = Path.of("deploy/compose");
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z0-9_]+)=(.*)");

  static ComposeFile read() throws IOException {
    return new ComposeFile(
        new ObjectMapper(new YAMLFactory()).readTree(FOLDER.resolve("compose.yaml").toFile()));
  }

  Set<String> services() {
    Set<String> names = new TreeSet<>();
    root.path("services").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The part of an image's name after the colon. */
  String tag(StackServer server) {
    return service(server).path("image").asText().replaceFirst(".*:", "");
  }

  List<String> ports(StackServer server) {
    return texts(service(server).path("ports"));
  }

  List<String> command(StackServer server) {
    return texts(service(server).path("command"));
  }

  List<String> healthCheck(StackServer server) {
    return texts(service(server).path("healthcheck").path("test"));
  }

  Map<String, String> environment(StackServer server) {
    Map<String, String> variables = new TreeMap<>();
    service(server)
        .path("environment")
        .properties()
        .forEach(each -> variables.put(each.getKey(), each.getValue().asText()));
    return variables;
  }

  /** The settings that a server is told by variables of a prefix, by the name of each variable. */
  Map<String, String> settings(StackServer server, String prefix) {
    return environment(server).entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                each -> each.getKey().substring(prefix.length()), Map.Entry::getValue));
  }

  private JsonNode service(StackServer server) {
    return root.path("services").path(server.wireName());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /** What {@code service.env} assigns, before a shell puts passwords in. */
  static Map<String, String> serviceVariables() throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve("service.env"))) {
      var assignment = ASSIGNMENT.matcher(line);
      if (assignment.matches()) {
        variables.put(assignment.group(1), assignment.group(2));
      }
    }
    return variables;
  }

  /** The statements of {@code roles.sql}, with a password in. */
  static List<String> roles(String password) throws IOException {
    String sql =
        Files.readAllLines(FOLDER.resolve("roles.sql")).stream()
            .filter(line -> !line.startsWith("--") && !line.startsWith("\\"))
            .collect(Collectors.joining("\n"));
    return Pattern.compile(";\\s*")
        .splitAsStream(sql.replace(":'password'", "'" + password + "'"))
        .toList();
  }
}
