/** What tests of whole systems share: {@link Eventually} waits, {@link Caller} calls over HTTP. */
@NullMarked
package io.sluice.system;

import org.jspecify.annotations.NullMarked;
