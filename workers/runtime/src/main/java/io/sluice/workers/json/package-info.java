/** JSON between commands, handlers and replies: {@link JsonData}. */
@NullMarked
package io.sluice.workers.json;

import org.jspecify.annotations.NullMarked;
