/**
 * What one node of the cluster is configured with; texts of its configuration become values by
 * {@code DurationText} and {@code SizeText}.
 */
@NullMarked
package io.sluice.cluster.node;

import org.jspecify.annotations.NullMarked;
