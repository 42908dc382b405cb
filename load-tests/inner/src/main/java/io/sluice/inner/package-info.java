/**
 * Pieces of the line a call travels, each measured alone by JMH. What is package-private is
 * measured from its own package.
 */
@NullMarked
package io.sluice.inner;

import org.jspecify.annotations.NullMarked;
