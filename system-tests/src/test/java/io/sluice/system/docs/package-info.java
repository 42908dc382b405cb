/**
 * The documents as tests: what they say about settings, examples and commands is what the code
 * does.
 */
@NullMarked
package io.sluice.system.docs;

import org.jspecify.annotations.NullMarked;
