/**
 * What a command passes between an entrance and the backbone: {@link Dispatchers} builds the line
 * of dispatchers for each {@link Destination}, in an order that is written in one place.
 */
@NullMarked
package io.sluice.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
