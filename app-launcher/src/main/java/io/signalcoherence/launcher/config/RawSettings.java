package io.signalcoherence.launcher.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
    YAMLMapper mapper =
        new YAMLMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    try {
      JsonNode root = mapper.readTree(Files.readString(file));
      if (root.isObject()) {
        flatten("", root, file.toString());
      } else if (!root.isMissingNode() && !root.isNull()) {
        faults.add(file + ": not a map of settings (expected: lines such as http: { port: 8080 })");
      }
    } catch (NoSuchFileException e) {
      faults.add(file + ": no such file (expected: a YAML file)");
    } catch (JsonProcessingException e) {
      faults.add(
          file
              + ":"
              + Optional.ofNullable(e.getLocation()).map(at -> at.getLineNr() + ": ").orElse(" ")
              + e.getOriginalMessage().lines().findFirst().orElse("not YAML"));
    } catch (IOException e) {
      faults.add(file + ": can't be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private void flatten(String prefix, JsonNode node, String origin) {
    node.properties()
        .forEach(
            member -> {
              String key = prefix + member.getKey();
              JsonNode value = member.getValue();
              if (value.isObject()) {
                flatten(key + ".", value, origin);
              } else if (value.isArray() || value.isNull()) {
                faults.add(key + ": a list or nothing (expected: one value), in " + origin);
              } else {
                take(key, value.asText(), origin);
              }
            });
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
