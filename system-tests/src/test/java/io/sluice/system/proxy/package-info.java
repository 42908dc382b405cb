/**
 * A TCP proxy that does what networks do when they fail.
 *
 * <p>The path: {@code FaultProxy} accepts, connects to its target, and lets a {@code Relay} a
 * direction carry the bytes as its {@code Faults} say at that moment.
 */
@NullMarked
package io.sluice.system.proxy;

import org.jspecify.annotations.NullMarked;
