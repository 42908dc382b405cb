/**
 * Gateways and workers as processes of their own, started by the command that {@code ./sluice}
 * makes, in one cluster on loopback.
 *
 * <p>The path: {@code PartsMain} runs Kafka and PostgreSQL, {@code Fleet} starts the nodes on them
 * by {@code JavaCommand}, each a {@code RunningNode}; {@code Measured} prints what was seen.
 */
@NullMarked
package io.sluice.system.process;

import org.jspecify.annotations.NullMarked;
