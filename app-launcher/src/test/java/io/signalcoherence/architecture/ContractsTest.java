package io.signalcoherence.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.signalcoherence.ports.contract.GraphContract;
import io.signalcoherence.ports.contract.LedgerContract;
import io.signalcoherence.ports.contract.SharedReadingsContract;
import io.signalcoherence.ports.out.Graph;
import io.signalcoherence.ports.out.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each port of the ledger and of the graph has a contract, and each ledger and each graph is tested
 * against every contract of its kind.
 */
final class ContractsTest {

  private static final String CONTRACTS = LedgerContract.class.getPackageName();
  private static final Set<String> BASES =
      Set.of(LedgerContract.class.getSimpleName(), GraphContract.class.getSimpleName());

  /** With a base of none of the others. */
  private static final String SHARED_READINGS = SharedReadingsContract.class.getSimpleName();

  /** The package of each ledger or graph, and the folder of the tests of its module. */
  private record TestedModule(String root, Path tests) {

    static TestedModule of(String root, String folder) {
      return new TestedModule(root, Path.of("..", folder, "src", "test", "java"));
    }

    boolean holds(JavaClass type) {
      return type.getName().startsWith(root + ".");
    }
  }

  private static final TestedModule CORE =
      TestedModule.of("io.signalcoherence.core", "coherence-core");
  private static final List<TestedModule> LEDGERS =
      List.of(CORE, TestedModule.of("io.signalcoherence.adapter.postgres", "adapter-postgres"));
  private static final List<TestedModule> GRAPHS =
      List.of(CORE, TestedModule.of("io.signalcoherence.adapter.neo4j", "adapter-neo4j"));

  static Stream<String> ports() {
    return Stream.of(Ledger.class, Graph.class)
        .flatMap(ports -> Arrays.stream(ports.getRecordComponents()))
        .map(RecordComponent::getType)
        .map(Class::getSimpleName);
  }

  static Stream<String> contracts() {
    return contracts(LedgerContract.class);
  }

  static Stream<String> graphContracts() {
    return contracts(GraphContract.class);
  }

  /** Every abstract contract that has a base in common, but the base. */
  private static Stream<String> contracts(Class<?> base) {
    return new ClassFileImporter()
        .importPackages(CONTRACTS).stream()
            .filter(type -> type.getSimpleName().endsWith("Contract"))
            .filter(type -> type.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(type -> type.isAssignableTo(base) && !type.isEquivalentTo(base))
            .map(JavaClass::getSimpleName)
            .sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ports")
  void eachPortHasAContract(String port) {
    assertThat(Stream.concat(contracts(), graphContracts())).contains(port + "Contract");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contracts")
  void eachLedgerKeepsEachContract(String contract) {
    assertThat(LEDGERS).allSatisfy(ledger -> assertThat(extenders(ledger, contract)).isNotEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("graphContracts")
  void eachGraphKeepsEachContract(String contract) {
    assertThat(GRAPHS).allSatisfy(graph -> assertThat(extenders(graph, contract)).isNotEmpty());
  }

  @Test
  void sharedReadingsKeepTheirContractInMemoryAndInRedis() {
    assertThat(List.of(CORE, TestedModule.of("io.signalcoherence.adapter.redis", "adapter-redis")))
        .allSatisfy(module -> assertThat(extenders(module, SHARED_READINGS)).isNotEmpty());
  }

  /** So that a contract with a base of its own is not passed over. */
  @Test
  void eachContractIsOfALedgerAGraphOrSharedReadings() {
    Stream<String> known =
        Stream.of(contracts(), graphContracts(), Stream.of(SHARED_READINGS)).flatMap(all -> all);
    assertThat(contracts(Object.class).filter(name -> !BASES.contains(name)))
        .containsExactlyInAnyOrderElementsOf(known.toList());
  }

  @Test
  void thereIsNoLedgerAndNoGraphBesideThese() {
    assertThat(makers(Ledger.class))
        .isNotEmpty()
        .allMatch(maker -> LEDGERS.stream().anyMatch(ledger -> ledger.holds(maker)));
    assertThat(makers(Graph.class))
        .isNotEmpty()
        .allMatch(maker -> GRAPHS.stream().anyMatch(graph -> graph.holds(maker)));
  }

  private static Set<JavaClass> makers(Class<?> ports) {
    return CodeBase.PRODUCT.classes().get(ports).getConstructors().stream()
        .flatMap(constructor -> constructor.getCallsOfSelf().stream())
        .map(call -> call.getOriginOwner())
        .collect(Collectors.toSet());
  }

  @Test
  void aContractThatNobodyExtendsIsNoticed() {
    assertThat(Stream.concat(LEDGERS.stream(), GRAPHS.stream()))
        .allSatisfy(module -> assertThat(extenders(module, "NobodysContract")).isEmpty());
  }

  private static List<Path> extenders(TestedModule module, String contract) throws IOException {
    Pattern words = Pattern.compile("\\bextends\\s+" + contract + "\\b");
    try (Stream<Path> files = Files.walk(module.tests())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> words.matcher(read(file)).find())
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
