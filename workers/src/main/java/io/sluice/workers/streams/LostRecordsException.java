package io.sluice.workers.streams;

/** Records that an app has not read are gone from their topic. No retry brings them back: a person decides. */
public final class LostRecordsException extends RuntimeException {
    LostRecordsException(String topic, int partition, long committed, long earliest, long end) {
        super(
                ("Topic %s lost records that were not read: partition %d was read up to offset %d and begins at %d now, ends at %d (retention is"
                                + " shorter than the app was down, or the topic was made anew); replay what is missing from the lake, or"
                                + " accept the gap by starting a new incarnation")
                        .formatted(topic, partition, committed, earliest, end));
    }
}
