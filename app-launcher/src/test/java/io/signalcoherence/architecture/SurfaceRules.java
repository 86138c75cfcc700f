package io.signalcoherence.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of an adapter others can see. */
final class SurfaceRules {

  /**
   * What a launcher comes for: a configuration, and the ledger, graph, readings, server or decoder
   * made from it.
   */
  private static final Pattern DOOR =
      Pattern.compile("(Adapter|Factory|Config|Ledger|Graph|Readings|Server|JsonSignals)$");

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
            type -> type.getPackageName().matches(rootPackage) && isPublicTopLevel(type));
    return new HouseRule(
        "an adapter's root package shows its doors, what their signatures name, and exceptions",
        classes()
            .that(subject)
            .should(
                Conditions.be(
                    "a door, or named by one, or an exception",
                    type -> type.isAssignableTo(Throwable.class) || reachableFromADoor(type))),
        subject,
        "AlphaRowMapper");
  }

  private static boolean isPublicTopLevel(JavaClass type) {
    return type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  /** Walks from the doors of the package through public signatures. */
  private static boolean reachableFromADoor(JavaClass type) {
    Set<JavaClass> reached = new HashSet<>();
    Deque<JavaClass> next = new ArrayDeque<>();
    type.getPackage().getClasses().stream()
        .filter(SurfaceRules::isPublicTopLevel)
        .filter(door -> DOOR.matcher(door.getSimpleName()).find())
        .forEach(next::add);
    while (!next.isEmpty()) {
      JavaClass seen = next.remove();
      if (reached.add(seen)) {
        named(seen).filter(type.getPackage().getClasses()::contains).forEach(next::add);
      }
    }
    return reached.contains(type);
  }

  private static Stream<JavaClass> named(JavaClass type) {
    return type.getCodeUnits().stream()
        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
        .flatMap(
            unit ->
                Stream.of(
                        unit.getParameterTypes().stream(),
                        Stream.of(unit.getReturnType()),
                        unit.getExceptionTypes().stream())
                    .flatMap(types -> types)
                    .map(JavaType::getAllInvolvedRawTypes)
                    .flatMap(Set::stream));
  }
}
