/**
 * {@code ./sluice bench}: measures Sluice beside the floors and the peers, in one run.
 *
 * <p>{@code BenchMain} reads the options into a {@code BenchPlan}; {@code Bench} starts the broker
 * and the systems, warms them up, lets them take turns, and hands what it found to the report.
 */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;
