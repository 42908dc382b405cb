/**
 * A service's own database: {@link Database} brings the schemas up to date and opens the pools of
 * {@code io.sluice.cluster.database}.
 */
@NullMarked
package io.sluice.workers.database;

import org.jspecify.annotations.NullMarked;
