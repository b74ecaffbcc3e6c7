package io.sluice.workers.correct;

import io.sluice.activities.archive.PartitionProgress;
import io.sluice.activities.correct.LateEvents;
import io.sluice.activities.correct.LateEvents.Portion;
import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.correct.Admissions;
import io.sluice.definitions.correct.Finding;
import io.sluice.definitions.correct.Origin;
import io.sluice.definitions.model.Source;
import io.sluice.workers.correct.AdmitTopic.Admit;
import io.sluice.workers.correct.AdmitTopic.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Admits the late events of one partition of the log, portion by portion. Memory is that of a portion and of what is not archived yet. */
final class PartitionCorrection {
    /** Events that are looked up, and written, at a time. */
    private static final int PORTION = 10_000;

    /** Admits that may be on their way: the rest waits until these are archived. */
    private static final int PENDING = 100_000;

    private final Lake lake;
    private final Source source;
    private final PartitionProgress progress;
    private final AdmitTopic topic;
    private final String run;
    private final List<Stamped> pending = new ArrayList<>();
    private final Set<Origin> own = new HashSet<>();

    PartitionCorrection(Lake lake, Source source, PartitionProgress progress, AdmitTopic topic, String run) {
        this.lake = lake;
        this.source = source;
        this.progress = progress;
        this.topic = topic;
        this.run = run;
    }

    /**
     * Does it.
     *
     * @param from the first offset of the log that may have something to be looked at
     * @param control the first offset of the control topic that may have what is not archived
     * @param limit the first offset of the log that waits for a person
     */
    void correct(long from, long control, long limit, Tally tally) {
        Written written = topic.written(progress.partition(), control);
        LateEvents late = LateEvents.open(lake, source, progress, limit);
        long unarchived = takePending(written, late.admitted(from));
        long settled = Long.MAX_VALUE;
        long next = from;
        while (next < late.end() && pending.size() < PENDING) {
            Portion portion = late.portion(next, Math.min(PORTION, PENDING - pending.size()));
            admit(portion, late, tally);
            tally.waits(portion.waiting());
            settled = Math.min(settled, portion.firstWaiting());
            next = portion.next();
        }
        if (next < late.end()) {
            // at least one; how many, the next run will see
            tally.waits(1);
        }
        tally.reached(progress.partition(), Math.min(settled, next), unarchived);
    }

    /** Answers from where on the next run has to read the control topic. */
    private long takePending(Written written, Set<Origin> archived) {
        long first = written.end();
        for (Admit admit : written.admits()) {
            Origin origin = Origin.of(admit.record());
            if (admit.run().equals(run)) {
                own.add(origin);
            }
            if (!archived.contains(origin)) {
                first = Math.min(first, admit.offset());
                pending.add(admit.record());
            }
        }
        return first;
    }

    private void admit(Portion portion, LateEvents late, Tally tally) {
        List<Stamped> due = portion.due();
        if (due.isEmpty()) {
            return;
        }
        Admissions admissions = new Admissions(due);
        late.tell(admissions);
        pending.forEach(admissions::awaits);
        List<Finding> findings = admissions.findings();
        List<Stamped> admitted = new ArrayList<>();
        for (int i = 0; i < due.size(); i++) {
            Stamped each = due.get(i);
            if (findings.get(i) == Finding.NEW) {
                admitted.add(each);
            } else if (findings.get(i) != Finding.ADMITTED) {
                tally.found(findings.get(i));
            } else if (own.contains(Origin.of(each))) {
                tally.admitted(each);
            }
        }
        write(admitted);
        admitted.forEach(tally::admitted);
    }

    private void write(List<Stamped> admitted) {
        if (!admitted.isEmpty()) {
            FailPoints.hit("correct.before-admit");
            topic.write(progress.partition(), run, admitted);
            FailPoints.hit("correct.after-admit");
            pending.addAll(admitted);
        }
    }
}
