package io.signalcoherence.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.regex.Pattern;

/** What of an adapter others can see. */
final class SurfaceRules {

  /** Factories, configuration and the starters of local servers. */
  private static final Pattern SHOWN = Pattern.compile("(Adapter|Factory|Config|Settings)$");

  private SurfaceRules() {}

  static List<HouseRule> of(CodeBase code) {
    return List.of(adaptersAreEnteredByTheDoor(code), adaptersShowLittle(code));
  }

  private static HouseRule adaptersAreEnteredByTheDoor(CodeBase code) {
    var subject = resideOutsideOfPackage(code.within("adapter"));
    String door = Pattern.quote(code.root() + ".adapter.") + "\\w+(\\.local)?";
    DescribedPredicate<JavaClass> inside =
        DescribedPredicate.describe(
            "inside an adapter, behind its root and local packages",
            type ->
                resideInAPackage(code.within("adapter")).test(type)
                    && !type.getPackageName().matches(door));
    return new HouseRule(
        "others use an adapter's root package and its local server, nothing behind them",
        noClasses().that(subject).should().dependOnClassesThat(inside),
        subject,
        "LauncherThatReachesInside");
  }

  private static HouseRule adaptersShowLittle(CodeBase code) {
    String rootPackage = Pattern.quote(code.root() + ".adapter.") + "\\w+";
    DescribedPredicate<JavaClass> subject =
        DescribedPredicate.describe(
            "public top-level types in an adapter's root package",
            type ->
                type.getPackageName().matches(rootPackage)
                    && type.isTopLevelClass()
                    && type.getModifiers().contains(JavaModifier.PUBLIC));
    return new HouseRule(
        "an adapter's root package shows its factory and its configuration",
        classes()
            .that(subject)
            .should(
                Conditions.be(
                    "a factory or a configuration",
                    type -> SHOWN.matcher(type.getSimpleName()).find())),
        subject,
        "AlphaRowMapper");
  }
}
