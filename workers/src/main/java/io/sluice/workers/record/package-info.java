/**
 * Records of a source topic as typed rows; what cannot be read at all is told apart from what is readable but wrong. Start at
 * {@link io.sluice.workers.record.RecordReader} and {@link io.sluice.workers.record.RecordTyping}.
 */
@NullMarked
package io.sluice.workers.record;

import org.jspecify.annotations.NullMarked;
