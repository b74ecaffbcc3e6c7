package io.sluice.activities.release;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.LineageRow;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.ViewSettings;
import io.sluice.workflows.release.ReleaseActivities;
import io.sluice.workflows.release.ReleaseRequest;
import io.sluice.workflows.release.ReleaseResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Publishes releases: checks, tags, then one row. Killed anywhere, a second call ends in the same release; tags without a row
 * are set again by it and mean nothing by themselves.
 */
public final class ReleaseActivitiesImpl implements ReleaseActivities {
    private final Lake lake;
    private final SystemTables tables;
    private final Drafts drafts;
    private final BuildInfo build;
    private final Clock clock;

    public ReleaseActivitiesImpl(Lake lake, SystemTables tables, PinnedViews views, BuildInfo build, Clock clock) {
        this.lake = requireNonNull(lake, "lake is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.drafts = new Drafts(lake, tables, views);
        this.build = requireNonNull(build, "build is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public ReleaseResult publishRelease(ReleaseRequest request) {
        String view = request.view().view().name();
        List<ReleaseRow> releases = tables.releases().scan(Expressions.equal("view", view));
        Optional<ReleaseRow> own =
                releases.stream().filter(row -> row.run().equals(request.run())).findFirst();
        if (own.isPresent()) {
            return finished(own.get(), false);
        }
        Draft draft = checked(request.view());
        Optional<ReleaseRow> newest = releases.stream().max(Comparator.comparingLong(ReleaseRow::number));
        String contentHash = Manifest.contentHash(draft);
        if (newest.isPresent() && newest.get().contentHash().equals(contentHash)) {
            return finished(newest.get(), true);
        }
        return publish(request, draft, contentHash, newest.orElse(null));
    }

    private Draft checked(ViewSettings view) {
        try {
            return drafts.draft(view);
        } catch (NotCertifiedException e) {
            throw ApplicationFailure.newNonRetryableFailure(e.getMessage(), FailureTypes.NOT_CERTIFIED);
        }
    }

    private ReleaseResult publish(
            ReleaseRequest request, Draft draft, String contentHash, @Nullable ReleaseRow newest) {
        long number = newest == null ? 1 : newest.number() + 1;
        String parent = newest == null ? null : newest.name();
        ReleaseRow row = row(request, draft, contentHash, parent, number);
        FailPoints.hit("release.before-tags");
        draft.tables().forEach((table, snapshot) -> tag(table, snapshot, row.name()));
        FailPoints.hit("release.after-tags");
        // The key is the number: of two publishers at once only one gets it, the other looks again.
        if (!tables.releases().append("release/" + row.view() + "/" + number, List.of(row))) {
            return publishRelease(request);
        }
        return finished(row, false);
    }

    private ReleaseRow row(
            ReleaseRequest request, Draft draft, String contentHash, @Nullable String parent, long number) {
        ViewSettings view = request.view();
        String name = "%s@%s-%06d".formatted(view.view().name(), view.view().version(), number);
        Instant at = clock.instant();
        return new ReleaseRow(
                view.view().name(),
                name,
                view.view().version(),
                number,
                view.view().fingerprint(),
                request.run(),
                view.table(),
                String.valueOf(draft.tables().get(view.table())),
                Instant.ofEpochMilli(draft.certification().from()),
                Instant.ofEpochMilli(draft.certification().through()),
                parent,
                contentHash,
                request.requestedBy(),
                request.reason(),
                at,
                Manifest.text(draft, build, name, parent, request.requestedBy(), request.reason(), at));
    }

    private void tag(String table, long snapshotId, String release) {
        lake.attempt(() -> {
            Table loaded = lake.load(TableNames.parse(table));
            SnapshotRef tag = loaded.refs().get(release);
            if (tag == null) {
                loaded.manageSnapshots().createTag(release, snapshotId).commit();
            } else if (tag.snapshotId() != snapshotId) {
                // A publisher that was killed before its row, or that lost the number, left it.
                loaded.manageSnapshots().replaceTag(release, snapshotId).commit();
            }
            return snapshotId;
        });
    }

    /**
     * Lineage follows the row, so that a run killed in between writes it when it is tried again. So do the tags once more: a
     * publisher that lost the number may have moved them before it noticed.
     */
    private ReleaseResult finished(ReleaseRow row, boolean unchanged) {
        Manifests.tables(row.manifest()).forEach((table, snapshot) -> tag(table, snapshot, row.name()));
        List<String> inputs = Manifests.tables(row.manifest()).entrySet().stream()
                .map(entry -> entry.getKey() + "@" + entry.getValue())
                .toList();
        tables.lineage()
                .append(
                        "release/" + row.name(),
                        List.of(new LineageRow(
                                "release",
                                inputs,
                                row.name(),
                                "view/" + row.view() + "/" + row.definitionVersion(),
                                row.run(),
                                "publish/" + row.view(),
                                row.at())));
        return new ReleaseResult(
                row.view(),
                row.name(),
                row.number(),
                row.certifiedFrom().toString(),
                row.certifiedThrough().toString(),
                unchanged,
                inputs);
    }
}
