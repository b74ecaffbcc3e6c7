package io.sluice.activities.lake;

import io.sluice.activities.failpoint.FailPoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;

/**
 * Tags that keep staged snapshots from maintenance: {@code candidate-<id>} until decided or staged anew, {@code rejected-<id>} for a
 * while; both while a rejected one is reopened.
 */
final class CandidateTags {
    private CandidateTags() {}

    static void open(Table table, long snapshotId) {
        if (!table.refs().containsKey(candidate(snapshotId)) && !table.refs().containsKey(rejected(snapshotId))) {
            change(table, tags -> tags.createTag(candidate(snapshotId), snapshotId));
        }
    }

    static void close(Table table, long snapshotId) {
        if (table.refs().containsKey(candidate(snapshotId))) {
            change(table, tags -> tags.removeTag(candidate(snapshotId)));
        }
        if (table.refs().containsKey(rejected(snapshotId))) {
            change(table, tags -> tags.removeTag(rejected(snapshotId)));
        }
    }

    /**
     * A kept candidate is to be decided again: beside the tag that ends some day it gets the one that holds until then, so that
     * neither the wait nor a run that dies on the way costs it its days.
     */
    static void reopen(Table table, long snapshotId) {
        if (!table.refs().containsKey(candidate(snapshotId))) {
            change(table, tags -> tags.createTag(candidate(snapshotId), snapshotId));
        }
    }

    /** Nobody will decide about this one any more; one that was rejected stays as long as it is kept. */
    static void abandon(Table table, long snapshotId) {
        if (table.refs().containsKey(candidate(snapshotId))) {
            change(table, tags -> tags.removeTag(candidate(snapshotId)));
        }
    }

    /**
     * Of the candidates of one run only the newest is still to be decided: the tags of those before it are removed, and of those
     * that a run of the same partitions left behind when it was terminated (a partition has one run of a kind at a time; rows that
     * leave quarantine wait beside an ingestion).
     */
    static void closeSuperseded(Table table, String wapId) {
        List<Snapshot> ofRun = new ArrayList<>();
        List<Snapshot> ofOthers = new ArrayList<>();
        for (Snapshot snapshot : table.snapshots()) {
            boolean own = SummaryKeys.isOfRun(snapshot.summary().get(SummaryKeys.WAP_ID), SummaryKeys.run(wapId));
            (own ? ofRun : ofOthers).add(snapshot);
        }
        ofRun.sort(Comparator.comparingInt(CandidateTags::attempt));
        List<Snapshot> dead = new ArrayList<>(ofRun.subList(0, Math.max(0, ofRun.size() - 1)));
        ofRun.stream()
                .reduce((first, last) -> last)
                .ifPresent(newest -> ofOthers.stream()
                        .filter(other -> SummaryKeys.overlap(other.summary(), newest.summary()))
                        .filter(other -> SummaryKeys.leavesQuarantine(other.summary())
                                == SummaryKeys.leavesQuarantine(newest.summary()))
                        .forEach(dead::add));
        List<Long> superseded = dead.stream()
                .map(Snapshot::snapshotId)
                .filter(id -> table.refs().containsKey(candidate(id)))
                .toList();
        if (!superseded.isEmpty()) {
            FailPoints.hit("stage.before-supersede");
            change(table, tags -> removed(tags, superseded));
            FailPoints.hit("stage.after-supersede");
        }
    }

    private static int attempt(Snapshot snapshot) {
        return SummaryKeys.attempt(snapshot.summary().getOrDefault(SummaryKeys.WAP_ID, ""));
    }

    private static ManageSnapshots removed(ManageSnapshots tags, List<Long> snapshotIds) {
        ManageSnapshots changed = tags;
        for (long id : snapshotIds) {
            changed = changed.removeTag(candidate(id));
        }
        return changed;
    }

    static void reject(Table table, long snapshotId, long untilMillis) {
        // A tag's age counts from its snapshot, not from when it was set.
        long age = Math.max(1, untilMillis - table.snapshot(snapshotId).timestampMillis());
        String name = rejected(snapshotId);
        if (!table.refs().containsKey(name)) {
            change(table, tags -> tags.createTag(name, snapshotId).setMaxRefAgeMs(name, age));
        } else {
            change(table, tags -> tags.setMaxRefAgeMs(name, age));
        }
        if (table.refs().containsKey(candidate(snapshotId))) {
            change(table, tags -> tags.removeTag(candidate(snapshotId)));
        }
    }

    static boolean keeps(Table table, long snapshotId, long nowMillis) {
        SnapshotRef tag = table.refs().get(rejected(snapshotId));
        Snapshot snapshot = table.snapshot(snapshotId);
        return tag != null
                && snapshot != null
                && tag.maxRefAgeMs() != null
                && nowMillis <= snapshot.timestampMillis() + tag.maxRefAgeMs();
    }

    private static String candidate(long snapshotId) {
        return "candidate-" + snapshotId;
    }

    private static String rejected(long snapshotId) {
        return "rejected-" + snapshotId;
    }

    private static void change(Table table, UnaryOperator<ManageSnapshots> change) {
        change.apply(table.manageSnapshots()).commit();
        table.refresh();
    }
}
