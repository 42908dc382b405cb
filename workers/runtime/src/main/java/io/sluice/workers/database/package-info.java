/**
 * A service's own database: {@link Database} brings the schemas up to date and opens the pools;
 * {@link DatabaseTrouble} says what a failure means, and {@link Step} how long one may be silent.
 */
@NullMarked
package io.sluice.workers.database;

import org.jspecify.annotations.NullMarked;
