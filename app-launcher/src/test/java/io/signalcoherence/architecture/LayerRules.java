package io.signalcoherence.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.List;

/** Who may know whom. */
final class LayerRules {

  private LayerRules() {}

  static List<HouseRule> of(CodeBase code) {
    return List.of(
        portsStandAlone(code),
        coreKnowsPortsAlone(code),
        adaptersKnowPortsAlone(code),
        adaptersAreStrangers(code),
        localServersStandAlone(code),
        localServersAreForThoseWhoStartServers(code),
        nobodyKnowsTheLauncher(code),
        guiceStaysInTheLauncher(code),
        environmentIsReadAtTheEdge(code),
        packagesFormNoCycle(code));
  }

  private static HouseRule portsStandAlone(CodeBase code) {
    var subject = resideInAPackage(code.within("ports"));
    return new HouseRule(
        "ports depend on the JDK alone",
        classes()
            .that(subject)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("java..", "org.jspecify..", code.within("ports"))),
        subject,
        "PortThatLogs");
  }

  private static HouseRule coreKnowsPortsAlone(CodeBase code) {
    var subject = resideInAPackage(code.within("core"));
    return new HouseRule(
        "the core depends on ports alone",
        classes()
            .that(subject)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    "java..", "org.jspecify..", code.within("ports"), code.within("core"))),
        subject,
        "EngineThatKnowsAnAdapter");
  }

  private static HouseRule adaptersKnowPortsAlone(CodeBase code) {
    var subject = resideInAPackage(code.within("adapter"));
    return new HouseRule(
        "adapters depend on ports, never on the core, the launcher or measurements",
        noClasses()
            .that(subject)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    code.within("core"), code.within("launcher"), code.within("perf"))),
        subject,
        "AlphaThatKnowsTheCore");
  }

  private static HouseRule adaptersAreStrangers(CodeBase code) {
    return new HouseRule(
        "adapters never see each other",
        slices().matching(code.root() + ".adapter.(*)..").should().notDependOnEachOther(),
        resideInAPackage(code.within("adapter")),
        "AlphaThatKnowsBeta");
  }

  private static HouseRule localServersStandAlone(CodeBase code) {
    var subject = resideInAPackage(code.within("localservers"));
    return new HouseRule(
        "what servers on this machine have in common depends on the JDK and SLF4J alone",
        classes()
            .that(subject)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    "java..", "org.slf4j..", "org.jspecify..", code.within("localservers"))),
        subject,
        "LockThatKnowsAPort");
  }

  private static HouseRule localServersAreForThoseWhoStartServers(CodeBase code) {
    var subject =
        resideOutsideOfPackages(
            code.within("localservers"),
            code.root() + ".adapter.*.local..",
            code.within("launcher.stack"),
            code.within("perf"));
    return new HouseRule(
        "only what starts a server on this machine, and measurements, use what those have in"
            + " common",
        noClasses()
            .that(subject)
            .should()
            .dependOnClassesThat(resideInAPackage(code.within("localservers"))),
        subject,
        "AlphaThatLocksAFolder");
  }

  private static HouseRule nobodyKnowsTheLauncher(CodeBase code) {
    var subject = resideOutsideOfPackages(code.within("launcher"), code.within("perf"));
    return new HouseRule(
        "nothing but measurements depends on the launcher, and nothing on measurements",
        noClasses()
            .that(subject)
            .should()
            .dependOnClassesThat(resideInAnyPackage(code.within("launcher"), code.within("perf"))),
        subject,
        "BetaThatKnowsTheLauncher");
  }

  private static HouseRule guiceStaysInTheLauncher(CodeBase code) {
    var subject = resideOutsideOfPackages(code.within("launcher"));
    return new HouseRule(
        "Guice and its annotations are used in the launcher alone",
        noClasses()
            .that(subject)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("com.google.inject..", "jakarta.inject..", "javax.inject..")),
        subject,
        "EngineThatInjects");
  }

  private static HouseRule environmentIsReadAtTheEdge(CodeBase code) {
    var subject =
        resideOutsideOfPackages(
            code.within("launcher"),
            code.within("perf"),
            code.within("localservers"),
            code.root() + ".adapter.*.local..");
    return new HouseRule(
        "only the launcher, and what starts a server on this machine, reads the environment",
        noClasses().that(subject).should().callMethodWhere(Calls.to(System.class, "getenv")),
        subject,
        "BetaThatReadsTheEnvironment");
  }

  private static HouseRule packagesFormNoCycle(CodeBase code) {
    return new HouseRule(
        "packages form no cycle",
        slices().matching(code.root() + ".(**)").should().beFreeOfCycles(),
        resideInAPackage(code.root() + ".."),
        "EggBeforeTheHen");
  }
}
