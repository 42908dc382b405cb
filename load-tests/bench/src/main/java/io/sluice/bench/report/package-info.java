/**
 * What a run found, for people ({@code MarkdownReport} with {@code BarChart}) and for programs
 * ({@code JsonReport}); {@code Targets} says which aims are met.
 */
@NullMarked
package io.sluice.bench.report;

import org.jspecify.annotations.NullMarked;
