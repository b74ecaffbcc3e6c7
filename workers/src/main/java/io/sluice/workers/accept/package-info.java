/**
 * The accept app of a source: reads the source topic, stamps, re-keys, decides every record once and writes the one log. Start
 * at {@link io.sluice.workers.accept.AcceptApp}. Source: contract §3, architecture §6.
 */
@NullMarked
package io.sluice.workers.accept;

import org.jspecify.annotations.NullMarked;
