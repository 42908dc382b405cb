/**
 * How a node tells its surroundings whether it started, lives, and would serve the next call.
 *
 * <p>The path of a probe: {@code ManagementServer} → {@code Probes} asks the {@code Lifecycle}, the
 * {@code EventLoops} and each registered {@code Component}, with a deadline each → {@code Report} →
 * 200 or 503.
 */
@NullMarked
package io.sluice.cluster.management;

import org.jspecify.annotations.NullMarked;
