package io.sluice.workers.replay;

/** Neither archive nor topic have a part of the log, so no state can be made of it. No retry brings it back: a person decides. */
public final class IncompleteLogException extends RuntimeException {
    IncompleteLogException(String topic, int partition, long archived, long earliest) {
        super(("Topic %s begins at offset %d in partition %d, and the archive has it up to offset %d: what lies"
                        + " between is lost, so that nothing can be rebuilt from it; bring the topic back, or accept the gap by"
                        + " setting the table property sluice.archive.%d.skip-to and letting the lake sink archive on from there")
                .formatted(topic, earliest, partition, archived, partition));
    }
}
