package io.sluice.activities.table.lane;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.registry.DefinitionRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.incarnations}: with what a stream was begun. It goes on with that until the next incarnation,
 * whatever is registered meanwhile: another value of any of these would decide the same records otherwise.
 *
 * @param epoch 1 for the first
 * @param version of the source's definition
 * @param fingerprint of the source's definition
 * @param topic that the source reads
 * @param sourcePartitions of that topic
 * @param logPartitions of the log, and with it of the control topic, the checkpoints and the updates
 * @param admittedMemory how long identities of admitted events are kept, milliseconds; the greatest number: for ever
 * @param history snapshot of the trusted table that has the rows before the cutover; null: there is no such history
 * @param topicId by which the broker knows the topic: one that is deleted and made anew has another; null: begun before this was kept
 */
public record IncarnationRow(
        String source,
        long epoch,
        String version,
        String fingerprint,
        String topic,
        int sourcePartitions,
        int logPartitions,
        long admittedMemory,
        Instant at,
        @Nullable Long history,
        @Nullable String topicId) {
    /**
     * By which it decides; what people rejected is decided before it begins.
     *
     * @param of the source as it was when the stream was begun
     */
    public AcceptRules rules(Source of) {
        return new AcceptRules(
                sourcePartitions,
                of.allowedLateness().toMillis(),
                of.maxFutureSkew().toMillis(),
                of.cutover() == null ? Long.MIN_VALUE : of.cutover().toEpochMilli(),
                admittedMemory,
                epoch,
                RejectedRanges.NONE);
    }

    /** The definition of the source with which the stream was begun. */
    public DefinitionRef definition() {
        return new DefinitionRef("source", source, version, fingerprint);
    }
}
