package io.signalcoherence.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import com.puppycrawl.tools.checkstyle.api.Configuration;
import com.puppycrawl.tools.checkstyle.filters.SuppressionsLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the build's Checkstyle can be broken, and is broken by nothing but its culprit. */
final class ShapeRulesTest {

  private static final Path FOLDER = Path.of("..", ".mvn", "checkstyle");
  private static final String MAIN = "src/main/java/Culprit.java";
  private static final String TEST = "src/test/java/Culprit.java";
  private static final int MOST_LINES = 400;
  private static final int MOST_METHOD_LINES = 40;

  /** What the exceptions let pass in one of the two trees. */
  private static final Set<String> ONLY_IN_PRODUCT = Set.of("publicTypesAreDescribed");

  private static final Set<String> ONLY_IN_TESTS = Set.of("sleepingTest");

  @TempDir private Path folder;

  static Stream<String> rules() throws CheckstyleException {
    return leaves(configuration()).map(ShapeRulesTest::name);
  }

  @Test
  void thereAreRulesAndEachHasANameOfItsOwn() throws CheckstyleException {
    assertThat(rules()).hasSizeGreaterThan(9).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theRuleCatchesItsCulpritAndNoOtherRuleDoes(String rule) throws Exception {
    String path = ONLY_IN_TESTS.contains(rule) ? TEST : MAIN;
    assertThat(caught(path, culprit(rule))).containsExactly(rule);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theRuleHoldsInBothTreesButForItsException(String rule) throws Exception {
    assertThat(caught(MAIN, culprit(rule)).isEmpty()).isEqualTo(ONLY_IN_TESTS.contains(rule));
    assertThat(caught(TEST, culprit(rule)).isEmpty()).isEqualTo(ONLY_IN_PRODUCT.contains(rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import org.junit.Before;",
        "import static org.junit.Assert.assertEquals;",
        "import org.junit.runner.RunWith;",
        "import org.junit.rules.TemporaryFolder;",
        "import junit.framework.TestCase;",
        "import org.mockito.Mockito;",
        "import static org.mockito.Mockito.mock;",
        "import sun.misc.Unsafe;"
      })
  void eachForeignImportIsCaught(String line) throws Exception {
    assertThat(caught(TEST, "package shape;\n\n" + line + "\n\nfinal class Culprit {}\n"))
        .containsExactly("junitFour");
  }

  @Test
  void theInnocentGoesAndSoDoesWhatIsJustWithinALength() throws Exception {
    assertThat(caught(MAIN, resource("Innocent"))).isEmpty();
    assertThat(caught(MAIN, file(MOST_LINES))).isEmpty();
    assertThat(caught(MAIN, method(MOST_METHOD_LINES))).isEmpty();
  }

  private static String culprit(String rule) throws IOException {
    return switch (rule) {
      case "FileLength" -> file(MOST_LINES + 1);
      case "MethodLength" -> method(MOST_METHOD_LINES + 1);
      default -> resource(rule);
    };
  }

  private static String file(int lines) {
    return "package shape;\n\nfinal class Culprit {" + "\n".repeat(lines - 3) + "}\n";
  }

  private static String method(int lines) {
    return "package shape;\n\nfinal class Culprit {\n  void runs() {"
        + "\n    runs();".repeat(lines - 2)
        + "\n  }\n}\n";
  }

  private static String resource(String name) throws IOException {
    try (InputStream found = ShapeRulesTest.class.getResourceAsStream("shape/" + name + ".txt")) {
      assertThat(found).as("the culprit of " + name).isNotNull();
      return new String(found.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The rules that a source breaks in a place, as the build would say. */
  private List<String> caught(String path, String source) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    Collector collector = new Collector();
    Checker checker = new Checker();
    try {
      checker.setModuleClassLoader(Checker.class.getClassLoader());
      checker.configure(configuration());
      checker.addFilter(
          SuppressionsLoader.loadSuppressions(FOLDER.resolve("exceptions.xml").toString()));
      checker.addListener(collector);
      int unused = checker.process(List.of(file.toFile()));
    } finally {
      checker.destroy();
    }
    return collector.caught;
  }

  private static Configuration configuration() throws CheckstyleException {
    return ConfigurationLoader.loadConfiguration(
        FOLDER.resolve("rules.xml").toString(), new PropertiesExpander(new Properties()));
  }

  private static Stream<Configuration> leaves(Configuration parent) {
    return Arrays.stream(parent.getChildren())
        .flatMap(child -> child.getName().equals("TreeWalker") ? leaves(child) : Stream.of(child));
  }

  private static String name(Configuration rule) {
    try {
      Set<String> given = Arrays.stream(rule.getPropertyNames()).collect(Collectors.toSet());
      return given.contains("id") ? rule.getProperty("id") : rule.getName();
    } catch (CheckstyleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps the names of the rules that were broken, each once. */
  private static final class Collector implements AuditListener {

    private final List<String> caught = new ArrayList<>();

    @Override
    public void addError(AuditEvent event) {
      String source = event.getSourceName();
      String rule =
          event.getModuleId() == null
              ? source.substring(source.lastIndexOf('.') + 1).replaceFirst("Check$", "")
              : event.getModuleId();
      if (!caught.contains(rule)) {
        caught.add(rule);
      }
    }

    @Override
    public void addException(AuditEvent event, Throwable failure) {
      throw new IllegalStateException(failure);
    }

    @Override
    public void auditStarted(AuditEvent event) {}

    @Override
    public void auditFinished(AuditEvent event) {}

    @Override
    public void fileStarted(AuditEvent event) {}

    @Override
    public void fileFinished(AuditEvent event) {}
  }
}
