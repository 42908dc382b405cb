package io.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that has never failed may be one that cannot. */
final class RulesFailTest {

  private static final String FIXTURE = "io.sluice.architecture.fixture";

  @Test
  void aCircleIsFound() {
    var circle = fixture("circle");

    assertFails(PackageRules.noCircles(FIXTURE), circle, "circle.a");
    assertHolds(PackageRules.noCircles(FIXTURE), fixture("arrow"));
  }

  @Test
  void anUnmarkedPackageIsFound() {
    assertFails(PackageRules.everyPackageIsNullMarked(), fixture("unmarked"), "unmarked is not");
    assertHolds(PackageRules.everyPackageIsNullMarked(), fixture("circle"));
  }

  @Test
  void anArrowThatIsNotListedIsFound() {
    var arrows =
        Arrows.below(FIXTURE + ".arrow")
            .allow("dispatch")
            .allow("http", "dispatch")
            .allow("websocket", "dispatch");

    assertFails(arrows.rule(), fixture("arrow"), "http may not know websocket");
    assertHolds(arrows.allow("http", "dispatch", "websocket").rule(), fixture("arrow"));
  }

  @Test
  void aPackageThatIsNotListedIsFound() {
    var arrows = Arrows.below(FIXTURE + ".arrow").allow("http", "dispatch", "websocket");

    assertFails(arrows.rule(), fixture("arrow"), "websocket is not on the list");
  }

  @Test
  void printingIsFound() {
    var habits = fixture("habit");

    var strict = HabitRules.onlyThesePrint("other");
    assertFails(strict.getFirst(), habits, "Printing.out()");
    assertFails(strict.getLast(), habits, "Printing.err()");
    HabitRules.onlyThesePrint(FIXTURE + ".habit").forEach(rule -> assertHolds(rule, habits));
  }

  @Test
  void sleepingIsFound() {
    var habits = fixture("habit");

    assertFails(HabitRules.nobodySleeps(), habits, "Sleeping.onTheThread()");
    assertFails(HabitRules.nobodySleeps(), habits, "Sleeping.byTheUnit()");
  }

  @Test
  void aLongFileIsFound(@TempDir Path root) throws IOException {
    var folder = Files.createDirectories(root.resolve("module/src/test/java"));
    var longest = Files.write(folder.resolve("Longest.java"), Collections.nCopies(350, "//"));
    var tooLong = Files.write(folder.resolve("TooLong.java"), Collections.nCopies(351, "//"));

    var files = LongFiles.below(root);

    assertTrue(files.sources().contains(longest));
    assertEquals(List.of(tooLong), files.above(350));
  }

  private static JavaClasses fixture(String name) {
    return new ClassFileImporter().importPackages(FIXTURE + "." + name);
  }

  private static void assertFails(ArchRule rule, JavaClasses classes, String because) {
    var report = rule.evaluate(classes).getFailureReport();
    assertTrue(report.toString().contains(because), report.toString());
  }

  private static void assertHolds(ArchRule rule, JavaClasses classes) {
    var result = rule.evaluate(classes);
    assertFalse(result.hasViolation(), result.getFailureReport().toString());
  }
}
