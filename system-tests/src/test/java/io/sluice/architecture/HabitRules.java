package io.sluice.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What main code does not do. */
final class HabitRules {

  private HabitRules() {}

  /** Progress, the ready line and a refused start are for people; all else is logged. */
  static List<ArchRule> onlyThesePrint(String... packages) {
    return Stream.of("out", "err")
        .<ArchRule>map(
            stream ->
                noClasses()
                    .that()
                    .resideOutsideOfPackages(packages)
                    .should()
                    .accessField(System.class, stream)
                    .allowEmptyShould(true))
        .toList();
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
