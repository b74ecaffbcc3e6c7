package io.sluice.workers.accept;

import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** When a record was appended: as its broker says, where it says so, otherwise now. A producer's own time says nothing. */
final class AppendTime implements TimestampExtractor {
    private final Clock clock;

    AppendTime(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME ? record.timestamp() : clock.millis();
    }
}
