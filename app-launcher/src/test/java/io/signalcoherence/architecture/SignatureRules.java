package io.signalcoherence.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * No bare text or number stands for an identity, instant, duration, amount or score. A bare type in
 * a public signature of ports or core, also inside a collection, needs an entry in {@link
 * BareTypes}. Counts and limits are {@code int} and need none.
 */
final class SignatureRules {

  private static final Set<String> BARE =
      Set.of(
          "java.lang.String",
          "java.lang.CharSequence",
          "long",
          "java.lang.Long",
          "double",
          "java.lang.Double",
          "float",
          "java.lang.Float");

  private SignatureRules() {}

  static List<HouseRule> of(CodeBase code) {
    return List.of(
        new HouseRule(
            "identities, instants, durations, amounts and scores have types of their own",
            codeUnits().that(publicSignatures(code)).should(nameItsTypes()),
            publicTypes(code),
            "PortWithBareText"));
  }

  /** The bare signatures there are, as {@link BareTypes} names them. */
  static Stream<String> bareSignatures(JavaClasses classes, CodeBase code) {
    return classes.stream()
        .flatMap(type -> type.getCodeUnits().stream())
        .filter(publicSignatures(code))
        .filter(SignatureRules::isBare)
        .map(SignatureRules::entry);
  }

  private static DescribedPredicate<JavaClass> publicTypes(CodeBase code) {
    return DescribedPredicate.describe(
        "types of ports and core that others can see",
        type ->
            resideInAnyPackage(code.within("ports"), code.within("core")).test(type)
                && visible(type));
  }

  private static DescribedPredicate<JavaCodeUnit> publicSignatures(CodeBase code) {
    DescribedPredicate<JavaClass> owners = publicTypes(code);
    return DescribedPredicate.describe(
        "public signatures of " + owners.getDescription(),
        unit -> owners.test(unit.getOwner()) && seen(unit));
  }

  private static boolean visible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(SignatureRules::visible).orElse(true);
  }

  private static boolean seen(JavaCodeUnit unit) {
    return unit.getModifiers().contains(JavaModifier.PUBLIC)
        && !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
        && !unit.getName().equals("toString")
        && !generatedByTheCompiler(unit);
  }

  /** An enum's valueOf, and a record's canonical constructor, whose accessors are looked at. */
  private static boolean generatedByTheCompiler(JavaCodeUnit unit) {
    JavaClass owner = unit.getOwner();
    boolean lookup = owner.isEnum() && unit.getName().equals("valueOf");
    boolean canonical =
        owner.isRecord()
            && unit.isConstructor()
            && unit.getRawParameterTypes().size()
                == owner.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .count();
    return lookup || canonical;
  }

  private static ArchCondition<JavaCodeUnit> nameItsTypes() {
    return new ArchCondition<>("use types of the language, or be listed with a reason") {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        boolean fine = !isBare(unit) || BareTypes.allows(entry(unit));
        events.add(
            new SimpleConditionEvent(unit, fine, entry(unit) + " shows " + unit.getFullName()));
      }
    };
  }

  private static boolean isBare(JavaCodeUnit unit) {
    return Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
        .map(JavaType::getAllInvolvedRawTypes)
        .flatMap(Set::stream)
        .anyMatch(type -> BARE.contains(type.getName()));
  }

  private static String entry(JavaCodeUnit unit) {
    JavaClass owner = unit.getOwner();
    String name = owner.getName().substring(owner.getPackageName().length() + 1).replace('$', '.');
    return name + "." + (unit.isConstructor() ? "new" : unit.getName());
  }
}
