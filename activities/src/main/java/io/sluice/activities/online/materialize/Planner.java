package io.sluice.activities.online.materialize;

import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.online.materialize.load.Modes;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.Pointer.Live;
import io.sluice.activities.online.snapshot.Readings;
import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.online.MaterializationPlan;
import io.sluice.workflows.online.MaterializationRequest;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which release is written, as of when and into which generation. Reads only. */
final class Planner {
    private static final long NEVER = -1;

    private final ReleasedViews releases;
    private final Readings readings;
    private final Pointers pointers;
    private final Clock clock;

    Planner(ReleasedViews releases, Readings readings, Pointers pointers, Clock clock) {
        this.releases = releases;
        this.readings = readings;
        this.pointers = pointers;
        this.clock = clock;
    }

    MaterializationPlan plan(MaterializationRequest request) {
        String mode = request.mode();
        if (!Modes.ALL.contains(mode)) {
            String hint = Nearest.hint(mode, Modes.ALL);
            throw refused(
                    FailureTypes.INVALID_INPUT,
                    "Invalid mode %s: expected one of %s%s".formatted(mode, String.join(", ", Modes.ALL), hint));
        }
        Pointer pointer = pointers.read(request.view().view().name());
        return mode.equals(Modes.VERIFY) ? comparison(request, pointer) : load(request, pointer);
    }

    private MaterializationPlan comparison(MaterializationRequest request, Pointer pointer) {
        Live live = pointer.live();
        if (live == null) {
            throw refused(
                    FailureTypes.NOT_FOUND,
                    "Nothing of view %s is in the online store yet: run OnlineMaterialization in mode FULL first"
                            .formatted(pointer.view()));
        }
        String name = request.release() == null ? live.target().release() : request.release();
        if (name == null) {
            throw refused(
                    FailureTypes.NOT_FOUND,
                    "View %s has only values of streams online, and nothing of a release to compare: run MergedViewPublish and OnlineMaterialization in mode FULL first"
                            .formatted(pointer.view()));
        }
        ReleasedView release = release(pointer.view(), name);
        if (!release.definitionVersion().equals(live.definitionVersion())) {
            throw refused(
                    FailureTypes.INVALID_INPUT,
                    "Release %s cannot be compared: the online store holds definition %s of view %s"
                            .formatted(name, live.definitionVersion(), pointer.view()));
        }
        boolean same = name.equals(live.target().release());
        long asOf = same ? live.target().asOfInstant().toEpochMilli() : asOf(release);
        return plan(request, release, asOf, live.target().generation(), NEVER);
    }

    private MaterializationPlan load(MaterializationRequest request, Pointer pointer) {
        ReleasedView release = release(pointer.view(), request.release());
        Live live = pointer.live();
        if (live != null && release.number() < live.target().releaseNumber()) {
            throw refused(
                    FailureTypes.REFUSED,
                    "Release %s is older than %s, which is online: use Rollback to go back to it"
                            .formatted(release.release(), live.target().release()));
        }
        long asOf = asOf(release);
        if (live == null
                || request.mode().equals(Modes.REBUILD)
                || !live.definitionVersion().equals(release.definitionVersion())) {
            return plan(request, release, asOf, pointer.nextGeneration(), NEVER);
        }
        long previous = live.target().hasRelease() ? live.target().asOfInstant().toEpochMilli() : NEVER;
        // a clock that was set back must not make versions that go back
        return plan(
                request,
                release,
                Math.max(asOf, previousOf(release, live)),
                live.target().generation(),
                previous);
    }

    private static long previousOf(ReleasedView release, Live live) {
        boolean same = live.target().releaseNumber() == release.number();
        return same ? live.target().asOfInstant().toEpochMilli() : Long.MIN_VALUE;
    }

    private long asOf(ReleasedView release) {
        return Math.min(clock.millis(), release.certifiedThrough());
    }

    private ReleasedView release(String view, @Nullable String name) {
        Optional<ReleasedView> found = name == null ? releases.newest(view) : releases.named(view, name);
        return found.orElseThrow(() -> refused(
                FailureTypes.NOT_FOUND,
                name == null
                        ? "View %s has no release yet: run MergedViewPublish first".formatted(view)
                        : "View %s has no release %s".formatted(view, name)));
    }

    private MaterializationPlan plan(
            MaterializationRequest request, ReleasedView release, long asOf, long generation, long previousAsOf) {
        return new MaterializationPlan(
                release.view(),
                request.mode(),
                release.release(),
                release.number(),
                release.table(),
                release.snapshotId(),
                asOf,
                previousAsOf,
                generation,
                !request.mode().equals(Modes.VERIFY),
                readings.of(release, asOf).rows());
    }

    private static ApplicationFailure refused(String type, String sentence) {
        return ApplicationFailure.newNonRetryableFailure(sentence, type);
    }
}
