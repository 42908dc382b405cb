/**
 * What is measured, and how it is started: {@code SluiceSystems} and {@code PeerSystems} list
 * {@code SystemSpec}s, which become {@code RunningSystem}s of {@code MeasuredProcess}es.
 *
 * <p>Each process gets its own JVM with the same flags, and prints a line that begins with {@code
 * ready} when it is.
 */
@NullMarked
package io.sluice.bench.system;

import org.jspecify.annotations.NullMarked;
