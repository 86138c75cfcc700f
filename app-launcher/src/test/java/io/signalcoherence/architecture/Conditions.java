package io.signalcoherence.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/** Conditions on a class as a whole. */
final class Conditions {

  private Conditions() {}

  static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> holds) {
    return new ArchCondition<>("be " + description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean is = holds.test(type);
        String message = type.getName() + (is ? " is " : " is not ") + description;
        events.add(new SimpleConditionEvent(type, is, message));
      }
    };
  }
}
