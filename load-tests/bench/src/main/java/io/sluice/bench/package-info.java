/**
 * {@code ./sluice bench}: measures Sluice beside the floors and the peers, in one run.
 *
 * <p>{@code BenchMain} reads the options into a {@code BenchPlan} and hands what was found to the
 * report; {@code Calls} starts the broker and the systems and ends them; {@code Bench} warms them
 * up and lets them take turns. Package {@code worker} does the same for workers alone.
 */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;
