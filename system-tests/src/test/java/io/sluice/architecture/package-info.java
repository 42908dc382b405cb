/**
 * The rules of the house, as tests over all modules.
 *
 * <p>The path: {@code ArchitectureTest} imports every main class and checks {@code PackageRules},
 * {@code HabitRules}, the {@code Arrows} of {@code HouseArrows}, and {@code LongFiles}; {@code
 * RulesFailTest} shows each of them fail on {@code fixture}.
 */
@NullMarked
package io.sluice.architecture;

import org.jspecify.annotations.NullMarked;
