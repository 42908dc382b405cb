/** Real parts, started and killed. */
@NullMarked
package io.sluice.embedded;

import org.jspecify.annotations.NullMarked;
