/**
 * The topics of a source: their names, what each must be, and how they are made; start at {@link
 * io.sluice.workers.topic.Topics}.
 */
@NullMarked
package io.sluice.workers.topic;

import org.jspecify.annotations.NullMarked;
