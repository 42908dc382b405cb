/** Every kind of problem that the gateway answers with, whichever entrance was used. */
@NullMarked
package io.sluice.gateway.problem;

import org.jspecify.annotations.NullMarked;
