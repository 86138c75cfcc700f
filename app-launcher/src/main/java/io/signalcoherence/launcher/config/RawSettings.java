package io.signalcoherence.launcher.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the file and the environment say, before it is understood. The environment wins. */
final class RawSettings {

  /** What each environment variable of ours begins with. */
  static final String PREFIX = "SIGNALCOHERENCE_";

  /** The variable that names the file. */
  static final String FILE_VARIABLE = PREFIX + "CONFIG";

  /** The variable that the logging reads itself. */
  static final String LOG_VARIABLE = PREFIX + "LOG_LEVEL";

  private static final Set<String> NOT_SETTINGS = Set.of(FILE_VARIABLE, LOG_VARIABLE);

  private final Map<Setting, Given> given = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** A text and where it was found. */
  record Given(String text, String origin) {}

  static RawSettings read(Optional<Path> file, Map<String, String> environment) {
    RawSettings settings = new RawSettings();
    file.or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of))
        .ifPresent(settings::readFile);
    settings.readEnvironment(environment);
    return settings;
  }

  Optional<Given> get(Setting setting) {
    return Optional.ofNullable(given.get(setting));
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  private void readFile(Path file) {
    try (JsonParser parser = new YAMLFactory().createParser(Files.readString(file))) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        readMap("", parser, new HashMap<>(), file.toString());
        if (parser.nextToken() != null) {
          faults.add(file + ": more than one document (expected: one map of settings)");
        }
      } else if (first != null && first != JsonToken.VALUE_NULL) {
        faults.add(file + ": not a map of settings (expected: lines such as http: { port: 8080 })");
      }
    } catch (NoSuchFileException e) {
      faults.add(file + ": no such file (expected: a YAML file)");
    } catch (JsonProcessingException e) {
      given.clear(); // what stands before a break is not to be trusted
      faults.clear();
      faults.add(
          file
              + ":"
              + Optional.ofNullable(e.getLocation()).map(at -> at.getLineNr() + ": ").orElse(" ")
              + e.getOriginalMessage().lines().findFirst().orElse("not YAML"));
    } catch (IOException e) {
      faults.add(file + ": can't be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /**
   * Takes the members of a map, whose start was read last.
   *
   * @param lines where each key was first given, however it was nested
   */
  private void readMap(String prefix, JsonParser parser, Map<String, Integer> lines, String origin)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      int line = parser.currentTokenLocation().getLineNr();
      JsonToken value = parser.nextToken();
      Integer first = lines.putIfAbsent(key, line);
      if (first != null) {
        faults.add(
            "%s: given in lines %d and %d (expected: once), in %s"
                .formatted(key, first, line, origin));
      }
      if (value == JsonToken.START_OBJECT) {
        readMap(key + ".", parser, lines, origin);
      } else if (value == JsonToken.START_ARRAY || value == JsonToken.VALUE_NULL) {
        parser.skipChildren();
        faults.add(key + ": a list or nothing (expected: one value), in " + origin);
      } else {
        take(key, parser.getText(), origin);
      }
    }
  }

  private void take(String key, String text, String origin) {
    Optional<Setting> setting = Setting.ofKey(key);
    if (setting.isPresent()) {
      given.put(setting.get(), new Given(text, origin));
    } else {
      faults.add(key + ": unknown key in " + origin + suggestion(key, Setting.keys()));
    }
  }

  private void readEnvironment(Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              if (!name.startsWith(PREFIX) || NOT_SETTINGS.contains(name)) {
                return;
              }
              Optional<Setting> setting = Setting.ofVariable(name);
              if (setting.isPresent()) {
                given.put(setting.get(), new Given(text, "environment " + name));
              } else {
                faults.add(name + ": unknown variable" + suggestion(name, Setting.variables()));
              }
            });
  }

  private static String suggestion(String found, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(found, candidate)))
        .filter(nearest -> distance(found, nearest) <= Math.max(2, found.length() / 3))
        .map(nearest -> " (did you mean " + nearest + "?)")
        .orElse("");
  }

  /** Levenshtein's edit distance. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
