/**
 * The worker of the fault runs: all that its process has on its class path besides the runtime.
 * {@code FaultWorker} writes each start of a handler to an {@code EffectLog} before anything else.
 */
@NullMarked
package io.sluice.system.fault.worker;

import org.jspecify.annotations.NullMarked;
