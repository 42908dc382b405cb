package io.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who may know whom among the parts below a root package: a closed list. A part is the first name
 * below the root; the root package itself may know every part and is known to none.
 */
final class Arrows {

  private final String root;
  private final Map<String, Set<String>> known = new LinkedHashMap<>();

  private Arrows(String root) {
    this.root = root;
  }

  static Arrows below(String root) {
    return new Arrows(root);
  }

  Arrows allow(String part, String... others) {
    known.put(part, Set.of(others));
    return this;
  }

  ArchRule rule() {
    return classes()
        .that()
        .resideInAPackage(root + ".*..")
        .should(knowOnlyWhatIsListed())
        .allowEmptyShould(true);
  }

  private ArchCondition<JavaClass> knowOnlyWhatIsListed() {
    return new ArchCondition<>("know only what is listed for parts of " + root) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var part = partOf(type);
        if (!known.containsKey(part)) {
          events.add(violated(type, part + " is not on the list of " + root));
        }
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> !mayKnow(part, dependency.getTargetClass()))
            .forEach(dependency -> events.add(violated(type, describe(part, dependency))));
      }
    };
  }

  private boolean mayKnow(String part, JavaClass target) {
    if (!isBelowRoot(target)) {
      return true;
    }
    var other = partOf(target);
    return other.equals(part) || known.getOrDefault(part, Set.of()).contains(other);
  }

  private boolean isBelowRoot(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private String partOf(JavaClass type) {
    var below = type.getPackageName().substring(root.length());
    return below.isEmpty() ? "the root package" : below.split("\\.", 3)[1];
  }

  private String describe(String part, Dependency dependency) {
    return "%s may not know %s: %s"
        .formatted(part, partOf(dependency.getTargetClass()), dependency.getDescription());
  }

  private static ConditionEvent violated(JavaClass type, String message) {
    return SimpleConditionEvent.violated(type, message);
  }
}
