package io.signalcoherence.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * A tree of packages that the rules are applied to.
 *
 * @param root the package under which {@code ports}, {@code core}, {@code localservers}, {@code
 *     adapter}, {@code launcher} and {@code perf} lie
 */
record CodeBase(String root) {

  /** What we ship. */
  static final CodeBase PRODUCT = new CodeBase("io.signalcoherence");

  /** A small copy of its shape in which each law is broken once. */
  static final CodeBase FIXTURE = new CodeBase("io.signalcoherence.architecture.fixture");

  private static final ImportOption NO_TESTS =
      location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

  /** The name of a package below the root, with what is below it. */
  String within(String name) {
    return root + "." + name + "..";
  }

  /** The classes of the tree: of the product without its tests, or of the fixture. */
  JavaClasses classes() {
    ClassFileImporter importer = new ClassFileImporter();
    if (equals(PRODUCT)) {
      importer = importer.withImportOption(NO_TESTS);
    }
    return importer.importPackages(root);
  }
}
