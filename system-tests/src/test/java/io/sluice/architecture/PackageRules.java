package io.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** What holds for each package. */
final class PackageRules {

  private PackageRules() {}

  /** Each package below {@code root} is a slice of its own, so modules cannot form a circle. */
  static ArchRule noCircles(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  static ArchRule everyPackageIsNullMarked() {
    return classes().should(liveInNullMarkedPackage()).allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> liveInNullMarkedPackage() {
    return new ArchCondition<>("live in a package whose package-info says @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getPackageName() + " is not @NullMarked: " + type.getSimpleName()));
        }
      }
    };
  }
}
