/**
 * How operators set things: each module declares its {@link Key}s; {@link Settings} reads them from
 * a file and the environment, and finds everything that is wrong at once. Knows no feature.
 */
@NullMarked
package io.sluice.cluster.settings;

import org.jspecify.annotations.NullMarked;
