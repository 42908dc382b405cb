/**
 * What was measured: a {@code Reading} for each system, load and round; {@code Readings} gives the
 * {@code Figure} that a report quotes.
 */
@NullMarked
package io.sluice.bench.reading;

import org.jspecify.annotations.NullMarked;
