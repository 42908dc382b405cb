/** What the backbone's tests share: sample messages, golden files, and the real parts. */
@NullMarked
package io.sluice.backbone;

import org.jspecify.annotations.NullMarked;
