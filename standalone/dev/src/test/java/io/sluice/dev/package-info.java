/** The command as its user meets it: a process with arguments, output and an exit code. */
@NullMarked
package io.sluice.dev;

import org.jspecify.annotations.NullMarked;
