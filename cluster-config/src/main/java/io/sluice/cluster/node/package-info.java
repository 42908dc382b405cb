/** How a node runs and ends: {@code StopSequence} stops in reverse what was started. */
@NullMarked
package io.sluice.cluster.node;

import org.jspecify.annotations.NullMarked;
