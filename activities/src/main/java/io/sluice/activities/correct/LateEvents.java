package io.sluice.activities.correct;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.ArchiveReader;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.archive.PartitionProgress;
import io.sluice.activities.lake.Lake;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Restarts;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.correct.Admissions;
import io.sluice.definitions.correct.Origin;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The late events of one partition of the log, as its archive had them when this was opened. Read in portions, so that memory is
 * bounded however many there are.
 */
public final class LateEvents {
    private final ArchiveReader archive;
    private final Restarts restarts = new Restarts();
    private final long watermark;
    private final long lateness;
    private final long limit;

    /**
     * Some late events in the order of the log.
     *
     * @param due those that no source partition can have in time any more
     * @param waiting how many others there are among them
     * @param firstWaiting offset of the first of these; the greatest number when there is none
     * @param next the offset from which the next portion begins
     */
    public record Portion(List<Stamped> due, long waiting, long firstWaiting, long next) {
        public Portion {
            due = List.copyOf(due);
        }
    }

    private LateEvents(ArchiveReader archive, long watermark, long lateness, long limit) {
        this.archive = archive;
        this.watermark = watermark;
        this.lateness = lateness;
        this.limit = limit;
        archive.decidedAgain(restarts::observe);
    }

    /**
     * Opens those of a partition.
     *
     * @param progress of the partition as it was archived before this is called: its watermark says what is due
     * @param limit events from this offset on wait, because a person has to decide about them or has rejected them
     */
    public static LateEvents open(Lake lake, Source source, PartitionProgress progress, long limit) {
        requireNonNull(source, "source is null");
        return new LateEvents(
                ArchiveReader.open(lake, source, progress.partition()),
                progress.watermark(),
                source.allowedLateness().toMillis(),
                limit);
    }

    /** The first offset that is not archived here. */
    public long end() {
        return archive.next();
    }

    /** The next portion, with at most so many that are due. */
    public Portion portion(long from, int most) {
        List<Stamped> due = new ArrayList<>();
        long[] waiting = {0, Long.MAX_VALUE};
        long[] next = {archive.next()};
        archive.withVerdict(Verdict.LATE, from, record -> {
            if (due.size() == most) {
                next[0] = record.offset();
                return false;
            }
            if (!restarts.supersede(record.offset(), record.record())) {
                if (isDue(record)) {
                    due.add(record.record().stamped());
                } else {
                    waiting[0]++;
                    waiting[1] = Math.min(waiting[1], record.offset());
                }
            }
            return true;
        });
        return new Portion(due, waiting[0], waiting[1], next[0]);
    }

    private boolean isDue(ArchivedRecord record) {
        return record.offset() < limit && Admissions.isDue(record.record().stamped(), watermark, lateness);
    }

    /** Tells what the archive knows of events with the identities of late ones. */
    public void tell(Admissions admissions) {
        archive.between(admissions.earliest(), admissions.latest(), record -> {
            LogRecord decided = record.record();
            if (!restarts.supersede(record.offset(), decided)) {
                admissions.take(decided);
            } else if (decided.stamped().kind() == Stamped.Kind.ADMIT) {
                admissions.broughtBack(decided.stamped());
            }
        });
    }

    /** What was brought back and is archived, from an offset on. */
    public Set<Origin> admitted(long from) {
        Set<Origin> origins = new HashSet<>();
        archive.admitted(from, record -> origins.add(Origin.of(record.record().stamped())));
        return origins;
    }
}
