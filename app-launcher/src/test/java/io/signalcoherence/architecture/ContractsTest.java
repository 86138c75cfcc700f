package io.signalcoherence.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.signalcoherence.ports.contract.LedgerContract;
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

/** Each port of the ledger has a contract, and each ledger is tested against every contract. */
final class ContractsTest {

  private static final String CONTRACTS = LedgerContract.class.getPackageName();

  /** The package of each ledger, and the folder of the tests of its module. */
  private record LedgerModule(String root, Path tests) {

    static LedgerModule of(String root, String folder) {
      return new LedgerModule(root, Path.of("..", folder, "src", "test", "java"));
    }

    boolean holds(JavaClass type) {
      return type.getName().startsWith(root + ".");
    }
  }

  private static final List<LedgerModule> LEDGERS =
      List.of(
          LedgerModule.of("io.signalcoherence.core", "coherence-core"),
          LedgerModule.of("io.signalcoherence.adapter.postgres", "adapter-postgres"));

  static Stream<String> ports() {
    return Arrays.stream(Ledger.class.getRecordComponents())
        .map(RecordComponent::getType)
        .map(Class::getSimpleName);
  }

  /** Every abstract contract but the common base of all. */
  static Stream<String> contracts() {
    return new ClassFileImporter()
        .importPackages(CONTRACTS).stream()
            .filter(type -> type.getSimpleName().endsWith("Contract"))
            .filter(type -> type.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(type -> !type.isEquivalentTo(LedgerContract.class))
            .map(JavaClass::getSimpleName)
            .sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ports")
  void eachPortHasAContract(String port) {
    assertThat(contracts()).contains(port + "Contract");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contracts")
  void eachLedgerKeepsEachContract(String contract) {
    assertThat(LEDGERS).allSatisfy(ledger -> assertThat(extenders(ledger, contract)).isNotEmpty());
  }

  @Test
  void thereIsNoLedgerBesideThese() {
    Set<JavaClass> makers =
        CodeBase.PRODUCT.classes().get(Ledger.class).getConstructors().stream()
            .flatMap(constructor -> constructor.getCallsOfSelf().stream())
            .map(call -> call.getOriginOwner())
            .collect(Collectors.toSet());

    assertThat(makers)
        .isNotEmpty()
        .allMatch(maker -> LEDGERS.stream().anyMatch(ledger -> ledger.holds(maker)));
  }

  @Test
  void aContractThatNobodyExtendsIsNoticed() {
    assertThat(LEDGERS)
        .allSatisfy(ledger -> assertThat(extenders(ledger, "NobodysContract")).isEmpty());
  }

  private static List<Path> extenders(LedgerModule ledger, String contract) throws IOException {
    Pattern words = Pattern.compile("\\bextends\\s+" + contract + "\\b");
    try (Stream<Path> files = Files.walk(ledger.tests())) {
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
