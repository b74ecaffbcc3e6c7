package io.sluice.workers.accept;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.Acceptance;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.Source;
import io.sluice.workers.replay.ReplayedLog;
import io.sluice.workers.replay.ReplayedLog.Standing;
import io.sluice.workers.replay.ScratchStore;
import io.sluice.workers.replay.StateWriter;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.TopicNames;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides the log of a source again from the first range on that people took rows out of, and gives the accept app of the next
 * incarnation the state that follows from it: verdicts and state in one transaction for each partition. To be called when the apps of the
 * incarnation before are shut out; doing it again, after whatever ended it, changes nothing.
 */
public final class Redecision {
    private final Lake lake;
    private final Source source;
    private final AcceptRules rules;
    private final AppSettings settings;

    /** Says what people rejected, by the records as the log has them. */
    public interface Rejected {
        /** Whether an offset of the log lies in a range that people took rows out of; others of its rows may stay. */
        boolean covers(long offset);

        /** Whether a record, which is a row, leaves; where nothing else is said, every one of a range does. */
        default boolean contains(long offset, LogRecord record) {
            return covers(offset);
        }
    }

    /**
     * What was done in a partition.
     *
     * @param decided records that got a verdict of the new incarnation
     * @param rejected of these, those that people rejected
     */
    public record Counts(long decided, long rejected) {
        static final Counts NONE = new Counts(0, 0);
    }

    /** Takes the rules of the next incarnation. */
    public Redecision(Lake lake, Source source, AcceptRules rules, AppSettings settings) {
        this.lake = requireNonNull(lake, "lake is null");
        this.source = requireNonNull(source, "source is null");
        this.rules = requireNonNull(rules, "rules is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** Lets nobody of an incarnation before go on. */
    public static void shutOut(Takeover takeover, String source, long epoch) {
        takeover.shutOut(AcceptApp.applicationId(source), DecideProcessor.STORE, epoch);
    }

    /** The topic that holds what was decided. */
    public static String stateTopic(String source) {
        return Takeover.stateTopic(AcceptApp.applicationId(source), DecideProcessor.STORE);
    }

    /**
     * Decides a partition again from the first range on that people took rows out of. A range counts as rejected for everybody until
     * a later incarnation has decided it (contract §8), so rows that stay are decided, too, also where no row leaves. Whoever
     * else was about to is shut out before the log is looked at, so that of two the later one sees all that the earlier one has
     * written, and the earlier one writes nothing more.
     *
     * @throws org.apache.kafka.common.KafkaException when another one has begun to decide it since then; nothing was written
     */
    public Counts partition(int partition, Rejected rejected, Wanted wanted) {
        wanted.check();
        String brokers = settings.bootstrapServers();
        try (StateWriter writer = StateWriter.begin(brokers, AcceptApp.applicationId(source.name()), partition);
                ReplayedLog log = ReplayedLog.open(lake, brokers, source, partition, wanted)) {
            if (log.decidedAgainBy() >= rules.epoch()) {
                return Counts.NONE;
            }
            Places covered = new Places();
            Places leaving = new Places();
            log.forEach((offset, record, standing) -> {
                if (rejected.covers(offset)) {
                    covered.add(record.place(offset));
                    if (isRow(record) && rejected.contains(offset, record)) {
                        leaving.add(record.place(offset));
                    }
                }
            });
            return covered.isEmpty() ? Counts.NONE : again(log, partition, covered.first(), leaving, writer, wanted);
        }
    }

    private Counts again(
            ReplayedLog log, int partition, long first, Places leaving, StateWriter writer, Wanted wanted) {
        String accepted = new TopicNames(source.name()).accepted();
        long[] counts = new long[2];
        try (ScratchStore store = ScratchStore.open(settings.stateFolder())) {
            Acceptance acceptance = new Acceptance(rules, store);
            log.forEach((offset, record, standing) -> {
                if (standing == Standing.SUPERSEDED) {
                    return;
                }
                long place = record.place(offset);
                if (place < first) {
                    acceptance.recall(record);
                    return;
                }
                boolean out = record.verdict() == Verdict.REJECTED || leaving.contains(place);
                LogRecord again = out ? acceptance.reject(offset, record) : acceptance.decideAgain(offset, record);
                writer.send(accepted, partition, again.stamped().key(), again.encoded());
                counts[0]++;
                counts[1] += again.verdict() == Verdict.REJECTED ? 1 : 0;
            });
            TopicPartition state = new TopicPartition(stateTopic(source.name()), partition);
            writer.replace(state, store, rules.epoch(), wanted);
            FailPoints.hit("redecide.before-commit");
            writer.commit();
            FailPoints.hit("redecide.after-commit");
        }
        return new Counts(counts[0], counts[1]);
    }

    private static boolean isRow(LogRecord record) {
        return record.stamped().kind() == Stamped.Kind.EVENT || record.stamped().kind() == Stamped.Kind.ADMIT;
    }
}
