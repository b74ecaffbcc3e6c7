/**
 * What apps and sinks of the streaming lane share: settings ({@link io.sluice.workers.streams.AppSettings}), a kernel's state in
 * a store of Kafka Streams ({@link io.sluice.workers.streams.StoredBytes}), what a host needs of each ({@link
 * io.sluice.workers.streams.HostedFactory}, {@link io.sluice.workers.streams.Hosted}), where one stands by what is committed.
 */
@NullMarked
package io.sluice.workers.streams;

import org.jspecify.annotations.NullMarked;
