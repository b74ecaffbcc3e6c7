package io.sluice.workers.topic;

import org.apache.kafka.common.utils.Utils;

/** Which partition of the log has a key. */
public final class LogPartitions {
    private LogPartitions() {}

    /** As the default partitioner of producers does it; the key is that of the log's records. */
    public static int of(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
