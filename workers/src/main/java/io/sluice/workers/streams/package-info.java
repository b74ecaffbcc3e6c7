/**
 * What the apps of the streaming lane share: settings of Kafka Streams ({@link io.sluice.workers.streams.AppSettings}), a
 * kernel's state in a store of Kafka Streams ({@link io.sluice.workers.streams.StoredBytes}).
 */
@NullMarked
package io.sluice.workers.streams;

import org.jspecify.annotations.NullMarked;
