package io.signalcoherence.adapter.http.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges answers by what the document says of their requests.
 *
 * @param document the document
 */
public record Description(ApiDocument document) {

  private static final String ANY_REQUEST = "/x-any-request/responses";
  private static final String PATHS = "/paths";

  /** What every answer over HTTP/1.1 may have; OpenAPI describes it elsewhere, or not at all. */
  private static final Set<String> ALWAYS =
      Set.of("content-type", "content-length", "date", "connection");

  /** What is wrong with the answer to a request that can't be told: it may be any request's. */
  public List<String> faults(Answered answer) {
    List<String> all = new ArrayList<>(List.of(ANY_REQUEST));
    for (String path : document.members(PATHS)) {
      document.members(path).forEach(operation -> all.add(operation + "/responses"));
    }
    List<String> last = List.of();
    for (String responses : all) {
      last = faultsBy(responses, answer, "?");
      if (last.isEmpty()) {
        return last;
      }
    }
    return List.of("no operation is described to answer " + answer + ": " + last);
  }

  /** What is wrong with an answer to a request. */
  public List<String> faults(String method, String target, Answered answer) {
    Optional<String> operation =
        answer.isUnrouted() ? Optional.empty() : operation(method, path(target));
    String responses = operation.map(found -> found + "/responses").orElse(ANY_REQUEST);
    return faultsBy(responses, answer, method);
  }

  /** The pointer to the operation that a method and a path call. */
  public Optional<String> operation(String method, String path) {
    String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    return document.members(PATHS).stream()
        .filter(described -> matches(unescaped(described), path))
        .map(described -> described + ApiDocument.part(verb))
        .filter(operation -> !document.at(operation).isMissingNode())
        .findFirst();
  }

  private List<String> faultsBy(String responses, Answered answer, String method) {
    String response = document.follow(responses + "/" + answer.status());
    if (document.at(response).isMissingNode()) {
      return List.of("status " + answer.status() + " is not in " + responses);
    }
    String content = response + "/content" + ApiDocument.part(answer.mediaType());
    if (document.at(content).isMissingNode()) {
      return List.of("content type '" + answer.mediaType() + "' is not in " + response);
    }
    List<String> faults = new ArrayList<>(headerFaults(response, answer));
    if (!method.equals("HEAD")) {
      faults.addAll(bodyFaults(content + "/schema", answer));
    }
    return faults;
  }

  private List<String> headerFaults(String response, Answered answer) {
    List<String> faults = new ArrayList<>();
    Set<String> unknown = new java.util.TreeSet<>(answer.headers().keySet());
    unknown.removeAll(ALWAYS);
    for (String member : document.members(response + "/headers")) {
      String name = member.substring(member.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      String header = document.follow(member);
      String value = answer.headers().get(name);
      unknown.remove(name);
      if (value != null) {
        faults.addAll(document.faults(header + "/schema", scalar(value)));
      } else if (document.at(header + "/required").asBoolean()) {
        faults.add("header " + name + " is missing");
      }
    }
    unknown.forEach(name -> faults.add("header " + name + " is not in " + response));
    return faults;
  }

  private List<String> bodyFaults(String schema, Answered answer) {
    String body = answer.body().orElse("");
    if (!answer.mediaType().endsWith("json")) {
      return document.faults(schema, JsonNodeFactory.instance.textNode(body));
    }
    try {
      return document.faults(schema, ApiDocument.MAPPER.readTree(body));
    } catch (JsonProcessingException e) {
      return List.of("body: no JSON: " + e.getMessage());
    }
  }

  private static JsonNode scalar(String value) {
    return value.matches("[0-9]{1,9}")
        ? JsonNodeFactory.instance.numberNode(Integer.parseInt(value))
        : JsonNodeFactory.instance.textNode(value);
  }

  private static boolean matches(String described, String path) {
    String[] parts = described.split("/", -1);
    String[] asked = path.split("/", -1);
    boolean fits = parts.length == asked.length;
    for (int i = 0; fits && i < parts.length; i++) {
      fits = parts[i].startsWith("{") ? !asked[i].isEmpty() : parts[i].equals(asked[i]);
    }
    return fits;
  }

  private static String unescaped(String pointer) {
    return pointer.substring(PATHS.length() + 1).replace("~1", "/").replace("~0", "~");
  }

  private static String path(String target) {
    String local = target.replaceFirst("^http://[^/?]*", "");
    int mark = local.indexOf('?');
    return mark < 0 ? local : local.substring(0, mark);
  }
}
