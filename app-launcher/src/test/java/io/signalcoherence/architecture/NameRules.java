package io.signalcoherence.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** What things are called, and what each package and class says about itself. */
final class NameRules {

  private static final Pattern EMPTY_WORD =
      Pattern.compile("(Utils?|Helpers?|Common|Misc|Managers?|Impl)(?![a-z])");
  private static final Pattern EMPTY_PACKAGE =
      Pattern.compile("\\.(utils?|helpers?|common|misc|managers?|impl)(\\.|$)");

  private NameRules() {}

  static List<HouseRule> of(CodeBase code) {
    return List.of(
        typesAreNamedForWhatTheyAre(code),
        packagesAreNamedForWhatTheyHold(code),
        packagesSayThatNullIsMarked(code),
        concreteClassesAreFinal(code));
  }

  private static HouseRule typesAreNamedForWhatTheyAre(CodeBase code) {
    var subject = resideInAPackage(code.root() + "..");
    return new HouseRule(
        "no type is a util, helper, common, misc, manager or impl",
        noClasses()
            .that(subject)
            .should(
                Conditions.be(
                    "named with an empty word",
                    type -> EMPTY_WORD.matcher(type.getSimpleName()).find())),
        subject,
        "SignalManager");
  }

  private static HouseRule packagesAreNamedForWhatTheyHold(CodeBase code) {
    var subject = resideInAPackage(code.root() + "..");
    return new HouseRule(
        "no package is a util, helper, common, misc, manager or impl",
        noClasses()
            .that(subject)
            .should(
                Conditions.be(
                    "in a package with an empty name",
                    type -> EMPTY_PACKAGE.matcher(type.getPackageName()).find())),
        subject,
        "InAnEmptyWord");
  }

  private static HouseRule packagesSayThatNullIsMarked(CodeBase code) {
    var subject = resideInAPackage(code.root() + "..");
    return new HouseRule(
        "each package has a package-info with @NullMarked",
        classes()
            .that(subject)
            .should(
                Conditions.be(
                    "in a package that is @NullMarked",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class))),
        subject,
        "InAnUnmarkedPackage");
  }

  private static HouseRule concreteClassesAreFinal(CodeBase code) {
    DescribedPredicate<JavaClass> subject =
        DescribedPredicate.describe(
            "concrete, named classes outside measurements",
            type ->
                resideInAPackage(code.root() + "..").test(type)
                    && !resideInAPackage(code.within("perf")).test(type)
                    && !type.isInterface()
                    && !type.isEnum()
                    && !type.isAnonymousClass()
                    && !type.getSimpleName().isEmpty()
                    && !type.getSimpleName().equals("package-info")
                    && !type.getModifiers().contains(JavaModifier.ABSTRACT));
    return new HouseRule(
        "a class is final, or abstract, or has subclasses here (JMH's own need perf to be let off)",
        classes()
            .that(subject)
            .should(
                Conditions.be(
                    "final",
                    type ->
                        type.getModifiers().contains(JavaModifier.FINAL)
                            || !type.getSubclasses().isEmpty())),
        subject,
        "OpenForNobody");
  }
}
