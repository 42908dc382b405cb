/** Dead letters for operators: as calls on the management port, and as JSON. */
@NullMarked
package io.sluice.gateway.deadletter;

import org.jspecify.annotations.NullMarked;
