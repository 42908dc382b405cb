/**
 * Many recorded calls by two gateways that are killed, for workers that are killed: {@code Callers}
 * make them as careful clients do, {@code Kills} is what happens meanwhile, {@code Aftermath} asks
 * for every answer when all is quiet, and {@code Counts} is what must come out.
 */
@NullMarked
package io.sluice.system.invocations;

import org.jspecify.annotations.NullMarked;
