/**
 * What the kernel tells of the machine and of processes: {@code /proc}, so Linux only.
 *
 * <p>{@code CpuClock} is read before and after a measurement; what the machine was busy with beside
 * the processes that belong to the bench is the share of others.
 */
@NullMarked
package io.sluice.bench.machine;

import org.jspecify.annotations.NullMarked;
