/** The messages of the backbone and their CloudEvents wire forms. */
@NullMarked
package io.sluice.backbone.message;

import org.jspecify.annotations.NullMarked;
