/** A real Kafka broker for tests, a process of its own; start at {@link io.sluice.workers.broker.LocalBroker}. */
@NullMarked
package io.sluice.workers.broker;

import org.jspecify.annotations.NullMarked;
