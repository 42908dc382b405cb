/**
 * What the whole does when its parts die, stall, are cut off or are overrun: {@code ./sluice
 * faults}.
 *
 * <p>The path: {@code FaultFleet} runs a broker, three workers and two gateways as processes; a
 * {@code FaultRun} lets an {@code OpenLoop} call them while a {@code Scenario} strikes; {@code
 * Oracle} compares what callers were told with what the workers started ({@code Effects}) and what
 * the broker has ({@code TopicLog}), as {@code Figures}; a scenario's {@code Check}s say what must
 * hold; {@code Report} is the table.
 */
@NullMarked
package io.sluice.system.fault;

import org.jspecify.annotations.NullMarked;
