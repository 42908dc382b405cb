/**
 * The messages of the backbone as types, and the CloudEvents attributes that carry them.
 *
 * <p>A {@link Message} is written by {@link BinaryMode} into whatever a transport calls a header,
 * and read back by {@link MessageReader} from the {@link Envelope} that the transport found.
 */
@NullMarked
package io.sluice.backbone.message;

import org.jspecify.annotations.NullMarked;
