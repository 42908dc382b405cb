package io.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  private static final int LONGEST_FILE = 350;

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sluice");

  @Test
  void theModulesAreSeenAndTheTestsAreNot() {
    assertTrue(MAIN.stream().anyMatch(type -> type.getPackageName().contains(".cluster.")));
    assertFalse(MAIN.stream().anyMatch(type -> type.getPackageName().contains("architecture")));
  }

  @Test
  void noPackagesFormACircle() {
    PackageRules.noCircles("io.sluice").check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    PackageRules.everyPackageIsNullMarked().check(MAIN);
  }

  @Test
  void modulesKnowOnlyWhatTheDesignAllows() {
    HouseArrows.modules().rule().check(MAIN);
  }

  @Test
  void theGatewaysEntrancesKnowOnlyWhatLiesBehindThem() {
    HouseArrows.gateway().rule().check(MAIN);
  }

  @Test
  void theClustersPackagesKnowOnlyWhatIsListed() {
    HouseArrows.cluster().rule().check(MAIN);
  }

  @Test
  void nobodyPrints() {
    HabitRules.onlyThesePrint(HouseArrows.forPeople()).forEach(rule -> rule.check(MAIN));
  }

  @Test
  void nobodySleeps() {
    HabitRules.nobodySleeps().check(MAIN);
  }

  @Test
  void noSourceFileIsTooLong() throws IOException {
    var files = LongFiles.below(LongFiles.repository());

    assertTrue(
        files.sources().stream().anyMatch(file -> file.endsWith("ArchitectureTest.java")),
        "this file is among the sources");
    assertEquals(List.of(), files.above(LONGEST_FILE));
  }
}
