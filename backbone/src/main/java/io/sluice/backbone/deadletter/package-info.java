/**
 * What operators do with dead letters: list, look, redrive, discard.
 *
 * <p>{@link DeadLetterQueue} reads the topic of the letters with {@link TopicReader}; what became
 * of a letter stands behind it in the same partition, as a {@link Mark}.
 */
@NullMarked
package io.sluice.backbone.deadletter;

import org.jspecify.annotations.NullMarked;
