/**
 * The gate of a stream as far as counting answers it: {@link io.sluice.definitions.streamgate.IntervalGate} says what is counted
 * and which expectations fail by it, {@link io.sluice.definitions.streamgate.GateKeeper} releases intervals of a log in order
 * and holds from the first that fails. Source: architecture §6.
 */
@NullMarked
package io.sluice.definitions.streamgate;

import org.jspecify.annotations.NullMarked;
