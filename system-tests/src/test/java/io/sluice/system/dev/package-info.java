/**
 * {@code ./sluice dev} as its user meets it: the launcher, its process, the calls, the end.
 *
 * <p>A {@link Checkout} is a folder with this repository's launcher and what the build has made,
 * and with a Maven that only writes down that it was called: so the real script runs, and no second
 * build runs in the target folders of the one that runs these tests. A {@link DevProcess} is one
 * start of it, {@link Orders} calls it.
 */
@NullMarked
package io.sluice.system.dev;

import org.jspecify.annotations.NullMarked;
