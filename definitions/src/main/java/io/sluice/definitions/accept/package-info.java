/**
 * Which records of a stream count: stamped once where they are read ({@link io.sluice.definitions.accept.Stamping}), decided
 * once where they meet ({@link io.sluice.definitions.accept.Acceptance}), kept in one log ({@link
 * io.sluice.definitions.accept.LogRecord}). Source: contract §3.
 */
@NullMarked
package io.sluice.definitions.accept;

import org.jspecify.annotations.NullMarked;
