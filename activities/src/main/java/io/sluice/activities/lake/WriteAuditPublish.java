package io.sluice.activities.lake;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ReplacePartitions;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The only way into {@code trusted} and {@code views}: stage a snapshot, have it audited, publish exactly that one.
 *
 * <p>Works with other writers in parallel. Publishing is refused when a partition that it replaces changed since staging;
 * changes of other partitions do not matter. Every operation may be repeated. Source: architecture §5.
 */
public final class WriteAuditPublish {
    private final Lake lake;

    public WriteAuditPublish(Lake lake) {
        this.lake = requireNonNull(lake, "lake is null");
    }

    /** The snapshot staged under an id, published or not. */
    public Optional<Snapshot> findStaged(TableIdentifier table, String wapId) {
        return lake.find(table).flatMap(loaded -> findStaged(loaded, wapId));
    }

    /**
     * What an earlier try of a call staged under an id. It may have died before the tags were set, so they are set here: that
     * of this candidate, and none of those that it replaces.
     */
    public Optional<Snapshot> resume(TableIdentifier table, String wapId) {
        return lake.find(table)
                .flatMap(loaded -> lake.attempt(() -> {
                    Optional<Snapshot> staged = findStaged(loaded, wapId);
                    staged.ifPresent(snapshot -> tag(loaded, snapshot, wapId));
                    return staged;
                }));
    }

    /** The data files that a snapshot added. */
    public List<DataFile> addedFiles(TableIdentifier table, long snapshotId) {
        return lake.attempt(() -> addedFiles(lake.load(table), snapshotId));
    }

    /** Rows per partition value that a snapshot added, 0 for an emptied one. */
    public Map<String, Long> rowsByPartition(TableIdentifier table, long snapshotId) {
        return lake.attempt(() -> {
            Table loaded = lake.load(table);
            return new PartitionValues(loaded).rows(addedFiles(loaded, snapshotId));
        });
    }

    /**
     * Stages one snapshot that replaces all given partitions, and tags it; earlier attempts of its run lose their tags. The
     * table must exist. A second call with the same id returns the first snapshot.
     *
     * @throws StaleCandidateException when the content was made from rows that have changed since
     */
    public Snapshot stageReplacement(Replacement replacement) {
        return lake.attempt(() -> {
            Table table = lake.load(replacement.table());
            Snapshot staged = findStaged(table, replacement.wapId()).orElseGet(() -> stage(table, replacement));
            tag(table, staged, replacement.wapId());
            return staged;
        });
    }

    /** Whether a staged snapshot is part of the table's main history, under its own or another snapshot id. */
    public Optional<Publication> findPublished(TableIdentifier table, long snapshotId) {
        return lake.find(table).flatMap(loaded -> findPublished(loaded, snapshotId));
    }

    /**
     * Makes a staged snapshot the truth: commits exactly its files, with its properties and others, as a new snapshot that names
     * it as its source. The caller has made sure that it was audited; a snapshot that was not staged here is refused.
     *
     * @param properties become part of the summary, see {@link SummaryKeys}
     * @throws StaleCandidateException when a replaced partition changed since staging, or the snapshot is gone
     */
    public Publication publish(TableIdentifier name, long snapshotId, Map<String, String> properties) {
        return lake.attempt(() -> {
            Table table = lake.load(name);
            Optional<Publication> earlier = findPublished(table, snapshotId);
            return earlier.isPresent() ? earlier.get() : pick(table, name, snapshotId, properties);
        });
    }

    /** Keeps a rejected candidate until an instant, for reopening. Its tag replaces that of an open candidate. */
    public void keepRejected(TableIdentifier table, long snapshotId, long untilMillis) {
        lake.attempt(() -> {
            CandidateTags.reject(lake.load(table), snapshotId, untilMillis);
            return snapshotId;
        });
    }

    /** Whether a rejected candidate is kept at an instant. */
    public boolean isKept(TableIdentifier table, long snapshotId, long nowMillis) {
        return lake.find(table)
                .map(loaded -> CandidateTags.keeps(loaded, snapshotId, nowMillis))
                .orElse(false);
    }

    /**
     * Keeps a rejected candidate, which is decided about again, for as long as that takes.
     *
     * @throws StaleCandidateException when maintenance has removed it
     */
    public void reopen(TableIdentifier table, long snapshotId) {
        lake.attempt(() -> {
            Table loaded = lake.load(table);
            if (loaded.snapshot(snapshotId) == null) {
                throw new StaleCandidateException(table.toString(), snapshotId, "it is no longer kept");
            }
            CandidateTags.reopen(loaded, snapshotId);
            return snapshotId;
        });
    }

    /** Removes the tag of a candidate that nobody will decide about; one that is kept stays. */
    public void abandon(TableIdentifier table, long snapshotId) {
        lake.find(table)
                .ifPresent(loaded -> lake.attempt(() -> {
                    CandidateTags.abandon(loaded, snapshotId);
                    return snapshotId;
                }));
    }

    /** Removes the tag of a candidate that is published. */
    public void closeCandidate(TableIdentifier table, long snapshotId) {
        lake.attempt(() -> {
            CandidateTags.close(lake.load(table), snapshotId);
            return snapshotId;
        });
    }

    private static Optional<Snapshot> findStaged(Table table, String wapId) {
        for (Snapshot snapshot : table.snapshots()) {
            if (wapId.equals(snapshot.summary().get(SummaryKeys.WAP_ID))) {
                return Optional.of(snapshot);
            }
        }
        return Optional.empty();
    }

    private static void tag(Table table, Snapshot staged, String wapId) {
        if (findPublished(table, staged.snapshotId()).isEmpty()) {
            CandidateTags.open(table, staged.snapshotId());
        }
        CandidateTags.closeSuperseded(table, wapId);
    }

    private static Snapshot stage(Table table, Replacement replacement) {
        ReplacePartitions replace = table.newReplacePartitions().stageOnly();
        replacement.summary().forEach(replace::set);
        replace.set(SummaryKeys.WAP_ID, replacement.wapId());
        files(table, replacement).forEach(replace::addFile);
        if (replacement.base() != null) {
            replace.validateFromSnapshot(replacement.base())
                    .validateNoConflictingData()
                    .validateNoConflictingDeletes();
        }
        FailPoints.hit("stage.before-commit");
        commit(replace, replacement);
        FailPoints.hit("stage.after-commit");
        table.refresh();
        return findStaged(table, replacement.wapId())
                .orElseThrow(() -> new LakeUnavailableException(
                        "Snapshot %s of %s was committed and cannot be read: it is looked for again"
                                .formatted(replacement.wapId(), replacement.table())));
    }

    private static void commit(ReplacePartitions replace, Replacement replacement) {
        try {
            replace.commit();
        } catch (ValidationException moved) {
            throw new StaleCandidateException(
                    replacement.table().toString(),
                    requireNonNull(replacement.base(), "base is null"),
                    String.valueOf(moved.getMessage()));
        }
    }

    private static List<DataFile> files(Table table, Replacement replacement) {
        PartitionValues values = new PartitionValues(table);
        Set<String> empty = new LinkedHashSet<>(replacement.partitions());
        for (DataFile file : replacement.dataFiles()) {
            String partition = values.of(file);
            if (!replacement.partitions().contains(partition)) {
                throw new IllegalArgumentException("Invalid file of partition " + partition + ": " + replacement.wapId()
                        + " replaces only " + replacement.partitions());
            }
            empty.remove(partition);
        }
        List<DataFile> files = new ArrayList<>(replacement.dataFiles());
        files.addAll(values.emptyFiles(List.copyOf(empty)));
        return files;
    }

    /** Every candidate of a run, by which a person came to the one that is published. */
    public Set<String> ofRun(TableIdentifier name, String run) {
        Set<String> ids = new LinkedHashSet<>();
        for (Snapshot snapshot : lake.load(name).snapshots()) {
            if (SummaryKeys.isOfRun(snapshot.summary().get(SummaryKeys.WAP_ID), run)) {
                ids.add(String.valueOf(snapshot.snapshotId()));
            }
        }
        return ids;
    }

    private static Publication pick(
            Table table, TableIdentifier name, long snapshotId, Map<String, String> properties) {
        Snapshot staged = table.snapshot(snapshotId);
        if (staged == null || !staged.summary().containsKey(SummaryKeys.WAP_ID)) {
            throw new StaleCandidateException(
                    name.toString(), snapshotId, staged == null ? "the table does not have it" : "it was not staged");
        }
        FailPoints.hit("publish.before-pick");
        try {
            recommit(table, staged, properties).commit();
        } catch (ValidationException refused) {
            table.refresh();
            return findPublished(table, snapshotId)
                    .orElseThrow(() -> new StaleCandidateException(
                            name.toString(), snapshotId, String.valueOf(refused.getMessage())));
        }
        FailPoints.hit("publish.after-pick");
        table.refresh();
        return findPublished(table, snapshotId)
                .map(done -> new Publication(done.stagedSnapshotId(), done.snapshotId(), done.sequence(), false))
                .orElseThrow(() -> new LakeUnavailableException(
                        "The publication of snapshot %d of %s was committed and cannot be read: it is looked for again"
                                .formatted(snapshotId, name)));
    }

    /**
     * What a cherry-pick does, with properties of our own, which a cherry-pick cannot set (decision 010): refused when a replaced
     * partition changed since staging, or when an ancestor has this source already.
     */
    private static ReplacePartitions recommit(Table table, Snapshot staged, Map<String, String> properties) {
        ReplacePartitions replace = table.newReplacePartitions();
        staged.summary().forEach((key, value) -> {
            if (key.startsWith(SummaryKeys.OURS)) {
                replace.set(key, value);
            }
        });
        properties.forEach(replace::set);
        replace.set(SnapshotSummary.SOURCE_SNAPSHOT_ID_PROP, String.valueOf(staged.snapshotId()));
        replace.set(SnapshotSummary.PUBLISHED_WAP_ID_PROP, staged.summary().getOrDefault(SummaryKeys.WAP_ID, ""));
        addedFiles(table, staged.snapshotId()).forEach(replace::addFile);
        if (staged.parentId() != null) {
            replace.validateFromSnapshot(staged.parentId());
        }
        return replace.validateNoConflictingData()
                .validateNoConflictingDeletes()
                .validateWith(ancestors ->
                        findPublished(ancestors, staged.snapshotId()).isEmpty());
    }

    private static Optional<Publication> findPublished(Table table, long snapshotId) {
        return findPublished(SnapshotUtil.currentAncestors(table), snapshotId);
    }

    private static Optional<Publication> findPublished(Iterable<Snapshot> ancestors, long snapshotId) {
        String id = String.valueOf(snapshotId);
        for (Snapshot snapshot : ancestors) {
            if (snapshot.snapshotId() == snapshotId
                    || id.equals(snapshot.summary().get(SnapshotSummary.SOURCE_SNAPSHOT_ID_PROP))) {
                return Optional.of(new Publication(snapshotId, snapshot.snapshotId(), snapshot.sequenceNumber(), true));
            }
        }
        return Optional.empty();
    }

    private static List<DataFile> addedFiles(Table table, long snapshotId) {
        return List.copyOf(collect(SnapshotChanges.builderFor(table)
                .snapshot(table.snapshot(snapshotId))
                .build()
                .addedDataFiles()));
    }

    private static List<DataFile> collect(Iterable<DataFile> files) {
        List<DataFile> all = new ArrayList<>();
        files.forEach(all::add);
        return all;
    }
}
