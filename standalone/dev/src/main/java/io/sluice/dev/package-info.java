/**
 * Everything in one process, for the first minutes with Sluice and for daily work on it.
 *
 * <p>{@link io.sluice.dev.DevCommand} reads {@link io.sluice.dev.DevOptions}, opens the {@code
 * DataDirectory}, and hands over to {@code Standalone}, which starts the {@link
 * io.sluice.dev.StandaloneParts} side by side, then the {@link io.sluice.dev.Platform} on them; a
 * signal or a failed start ends all through {@code Ending}.
 */
@NullMarked
package io.sluice.dev;

import org.jspecify.annotations.NullMarked;
