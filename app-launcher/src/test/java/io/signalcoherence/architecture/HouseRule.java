package io.signalcoherence.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

/**
 * One law about the code, with what it takes to trust it.
 *
 * @param law what holds, as a sentence
 * @param rule the law in a form that can fail
 * @param subject the classes that the rule looks at; none would mean that it can't fail
 * @param culprit simple name of the fixture that breaks it
 */
record HouseRule(String law, ArchRule rule, DescribedPredicate<JavaClass> subject, String culprit) {

  @Override
  public String toString() {
    return law;
  }
}
