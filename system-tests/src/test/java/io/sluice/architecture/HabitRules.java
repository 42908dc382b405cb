package io.sluice.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;

/** What main code does not do. */
final class HabitRules {

  private HabitRules() {}

  static ArchRule nobodyPrintsToStandardError() {
    return noClasses().should().accessField(System.class, "err").allowEmptyShould(true);
  }

  /** Standard output belongs to the progress and the ready line of {@code packages}. */
  static ArchRule onlyTheseWriteToStandardOutput(String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .accessField(System.class, "out")
        .allowEmptyShould(true);
  }

  static ArchRule nobodySleeps() {
    return noClasses()
        .should()
        .callMethodWhere(target(name("sleep")).and(target(owner(aClockOfTheJdk()))))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> aClockOfTheJdk() {
    return JavaClass.Predicates.type(Thread.class).or(JavaClass.Predicates.type(TimeUnit.class));
  }
}
