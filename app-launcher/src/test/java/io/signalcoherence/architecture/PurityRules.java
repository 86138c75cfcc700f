package io.signalcoherence.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;

/** What the rules and the engine may not do: their answers depend on their arguments alone. */
final class PurityRules {

  private static final List<String> RULE_PACKAGES =
      List.of(
          "core.admission",
          "core.cache",
          "core.dedupe",
          "core.score",
          "core.retention",
          "core.residency",
          "core.limit",
          "core.region",
          "core.cost");

  private PurityRules() {}

  static List<HouseRule> of(CodeBase code) {
    return List.of(
        rulesDoNoInputOrOutput(code),
        rulesReadNoClock(code),
        rulesDrawNoLots(code),
        rulesAskTheMachineNothing(code),
        engineReadsNoClock(code),
        engineDrawsNoLots(code),
        engineMakesNoThread(code),
        portsReadNoClock(code));
  }

  private static DescribedPredicate<JavaClass> rules(CodeBase code) {
    Stream<String> names = RULE_PACKAGES.stream().map(code::within);
    return resideInAnyPackage(names.toArray(String[]::new));
  }

  private static HouseRule rulesDoNoInputOrOutput(CodeBase code) {
    return new HouseRule(
        "rules touch no file, network, thread, lock or log",
        noClasses()
            .that(rules(code))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "org.slf4j..")
                    .or(JavaClass.Predicates.assignableTo(Thread.class))
                    // an array that grows: nothing leaves the process
                    .and(not(JavaClass.Predicates.type(ByteArrayOutputStream.class)))),
        rules(code),
        "RuleThatReadsAFile");
  }

  private static HouseRule rulesReadNoClock(CodeBase code) {
    return new HouseRule(
        "rules read no clock",
        noClasses().that(rules(code)).should().callCodeUnitWhere(Calls.thatReadAClock()),
        rules(code),
        "RuleThatReadsTheClock");
  }

  private static HouseRule rulesDrawNoLots(CodeBase code) {
    return new HouseRule(
        "rules draw no lots",
        noClasses().that(rules(code)).should().callCodeUnitWhere(Calls.thatDrawLots()),
        rules(code),
        "RuleThatDrawsLots");
  }

  private static HouseRule rulesAskTheMachineNothing(CodeBase code) {
    return new HouseRule(
        "rules ask the machine nothing: no environment, property, default language or zone",
        noClasses().that(rules(code)).should().callCodeUnitWhere(Calls.thatAskTheMachine()),
        rules(code),
        "RuleThatSpeaksTheLocalLanguage");
  }

  private static HouseRule engineReadsNoClock(CodeBase code) {
    var subject = resideInAPackage(code.within("core.engine"));
    return new HouseRule(
        "the engine is given its time",
        noClasses().that(subject).should().callCodeUnitWhere(Calls.thatReadAClock()),
        subject,
        "EngineThatReadsTheClock");
  }

  private static HouseRule engineDrawsNoLots(CodeBase code) {
    var subject = resideInAPackage(code.within("core.engine"));
    return new HouseRule(
        "the engine is given its randomness",
        noClasses().that(subject).should().callCodeUnitWhere(Calls.thatDrawLots()),
        subject,
        "EngineThatDrawsLots");
  }

  private static HouseRule engineMakesNoThread(CodeBase code) {
    var subject = resideInAPackage(code.within("core.engine"));
    return new HouseRule(
        "the engine is given its threads",
        noClasses().that(subject).should().callCodeUnitWhere(Calls.thatMakeThreads()),
        subject,
        "EngineThatMakesAThread");
  }

  private static HouseRule portsReadNoClock(CodeBase code) {
    var subject = resideInAPackage(code.within("ports"));
    return new HouseRule(
        "values carry their time, they do not read it",
        noClasses().that(subject).should().callCodeUnitWhere(Calls.thatReadAClock()),
        subject,
        "PortThatReadsTheClock");
  }
}
