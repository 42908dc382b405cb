/**
 * A process that runs one node: {@link NodeProcess} reads the command line and the settings, joins
 * the cluster, opens the management port, lets its {@link NodeStarter} start the rest, and {@link
 * Ending} stops all of it in reverse when a signal comes.
 */
@NullMarked
package io.sluice.cluster.node;

import org.jspecify.annotations.NullMarked;
