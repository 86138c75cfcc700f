package io.signalcoherence.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The product obeys each law, each law looks at something, and each law can be broken. */
final class ArchitectureTest {

  private static final JavaClasses PRODUCT = CodeBase.PRODUCT.classes();
  private static final JavaClasses FIXTURE = CodeBase.FIXTURE.classes();

  static Stream<HouseRule> product() {
    return all(CodeBase.PRODUCT);
  }

  static Stream<HouseRule> fixture() {
    return all(CodeBase.FIXTURE);
  }

  private static Stream<HouseRule> all(CodeBase code) {
    return Stream.of(
            LayerRules.of(code),
            PurityRules.of(code),
            NameRules.of(code),
            SurfaceRules.of(code),
            SignatureRules.of(code))
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("product")
  void theProductObeys(HouseRule house) {
    assertThat(house.rule().evaluate(PRODUCT).getFailureReport().getDetails())
        .as(house.law())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("product")
  void theRuleLooksAtRealClasses(HouseRule house) {
    assertThat(PRODUCT.that(house.subject())).as(house.law()).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fixture")
  void theRuleCatchesItsCulprit(HouseRule house) {
    assertThat(house.rule().evaluate(FIXTURE).getFailureReport().getDetails())
        .as(house.law())
        .anySatisfy(violation -> assertThat(violation).contains(house.culprit()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fixture")
  void theRuleLetsTheInnocentGo(HouseRule house) {
    assertThat(house.rule().evaluate(FIXTURE).getFailureReport().getDetails())
        .as(house.law())
        .noneSatisfy(violation -> assertThat(violation).contains("Innocent"));
  }

  /** The build asks for full line coverage of these two by name, and would not miss them. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"core.dedupe", "core.score"})
  void thePackagesOfFullCoverageAreThere(String name) {
    assertThat(PRODUCT.that(resideInAPackage(CodeBase.PRODUCT.within(name)))).isNotEmpty();
  }
}
