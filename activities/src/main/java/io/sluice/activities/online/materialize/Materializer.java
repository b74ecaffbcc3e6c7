package io.sluice.activities.online.materialize;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.online.materialize.load.Loader;
import io.sluice.activities.online.materialize.load.Modes;
import io.sluice.activities.online.materialize.load.Progress;
import io.sluice.activities.online.materialize.load.ServedLoad;
import io.sluice.activities.online.materialize.load.SlotRows;
import io.sluice.activities.online.materialize.load.Verifier;
import io.sluice.activities.online.materialize.load.Work;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.Pointer.Target;
import io.sluice.activities.online.reader.ServedViews;
import io.sluice.activities.online.served.PointerSwaps;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.snapshot.Bucket;
import io.sluice.activities.online.snapshot.Reading;
import io.sluice.activities.online.snapshot.Readings;
import io.sluice.definitions.online.SlotVersion;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.online.MaterializationCounts;
import io.sluice.workflows.online.MaterializationPlan;
import io.sluice.workflows.online.MaterializationRequest;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings releases into the online store: plan, load or compare, activate. Each step may die anywhere and run again.
 *
 * <p>Before the first write the pointer names what is being loaded. So a run that was given up halfway is known to the next
 * one, which then writes every entity instead of only those that differ.
 */
public final class Materializer {
    /** Loads that were given up and generations that were left behind, of which the pointer keeps so many. */
    private static final int REMEMBERED = 16;

    /** Loads of one try, when the store loses what was written. */
    private static final int ROUNDS = 3;

    private final OnlineStore store;
    private final ReleasedViews releases;
    private final Readings readings;
    private final Pointers pointers;
    private final Planner planner;
    private final Lake lake;

    public Materializer(OnlineStore store, ReleasedViews releases, Lake lake, Clock clock) {
        this.store = store;
        this.releases = releases;
        this.readings = new Readings(name -> lake.load(TableNames.parse(name)));
        this.pointers = new Pointers(store);
        this.lake = lake;
        this.planner = new Planner(releases, readings, pointers, clock);
    }

    /** Decides what is written; writes nothing. */
    public MaterializationPlan plan(MaterializationRequest request) {
        return planner.plan(request);
    }

    /**
     * Writes the planned entities, or compares them. A new generation is compared with the release once it is loaded.
     *
     * @param resumed what an earlier try of the same plan last beat; null for the first
     * @param beat is told how far it is, at least every ten thousand rows and before every batch; it may throw to end the run
     */
    public MaterializationCounts materialize(
            MaterializationPlan plan, @Nullable Progress resumed, Consumer<Progress> beat) {
        ReleasedView release = release(plan);
        Reading now = readings.of(release, plan.asOf());
        SlotRows slots = new SlotRows(release.plan());
        if (plan.mode().equals(Modes.VERIFY)) {
            return verify(plan, now, slots, resumed, beat);
        }
        @Nullable Progress from = isAnnounced(plan) ? resumed : null;
        for (int round = 0; round < ROUNDS; round++) {
            Work work = announce(plan, release, now, slots);
            MaterializationCounts counts = new Loader(store, work, served(plan, release), beat).load(start(now, from));
            Optional<MaterializationCounts> kept = kept(work, counts, beat);
            if (kept.isPresent()) {
                return kept.get();
            }
            from = null;
        }
        throw new UnstableStoreException(
                "Generation %d of view %s does not hold what was just written to it: the store loses keys (evicts them, or is emptied). It stays as it is and is loaded again"
                        .formatted(plan.generation(), plan.view()));
    }

    private ServedLoad served(MaterializationPlan plan, ReleasedView release) {
        Target own = Targets.of(plan);
        Set<SlotVersion> abandoned = pointers.read(plan.view()).loading().stream()
                .filter(target -> target.generation() == own.generation() && !target.equals(own))
                .map(target -> SlotVersion.ofRelease(
                        target.releaseNumber(), target.asOfInstant().toEpochMilli()))
                .collect(Collectors.toSet());
        return new ServedLoad(
                new ServedArchive(lake, plan.view()),
                release.definitionVersion(),
                plan.generation(),
                SlotVersion.ofRelease(plan.releaseNumber(), plan.asOf()),
                abandoned);
    }

    /** Says in the pointer what is about to be written, and finds out what may be there. */
    private Work announce(MaterializationPlan plan, ReleasedView release, Reading now, SlotRows slots) {
        refuseWhatIsBehind(plan, pointers.read(plan.view()).live());
        FailPoints.hit("materialize.before-announce");
        Pointer pointer = pointers.update(plan.view(), current -> announced(current, plan));
        FailPoints.hit("materialize.after-announce");
        List<Reading> before = Earlier.readings(pointer, plan, target -> readings.of(target, release.plan()));
        return new Work(plan, now, before, slots, release.plan().view().onlineTtl());
    }

    private boolean isAnnounced(MaterializationPlan plan) {
        Pointer pointer = pointers.read(plan.view());
        return announced(pointer, plan) == pointer;
    }

    /**
     * The counts, if what was written is still there: the pointer that announced it, and, for a generation that was empty, every
     * slot of the release. Empty when a store lost something meanwhile, which no answer of it tells.
     */
    private Optional<MaterializationCounts> kept(Work work, MaterializationCounts counts, Consumer<Progress> beat) {
        MaterializationPlan plan = work.plan();
        if (!isAnnounced(plan)) {
            return Optional.empty();
        }
        if (!work.before().isEmpty()) {
            return Optional.of(counts);
        }
        int buckets = Bucket.count(work.now().rows());
        Progress loaded = new Progress(buckets, buckets, counts);
        MaterializationCounts compared = verify(plan, work.now(), work.slots(), null, comparing -> beat.accept(loaded));
        return compared.different() > 0
                ? Optional.empty()
                : Optional.of(new MaterializationCounts(
                        counts.applied(), counts.same(), counts.older(), counts.removed(), compared.verified(), 0));
    }

    private MaterializationCounts verify(
            MaterializationPlan plan,
            Reading now,
            SlotRows slots,
            @Nullable Progress resumed,
            Consumer<Progress> beat) {
        return new Verifier(store, plan, now, slots, beat).verify(start(now, resumed));
    }

    /** Only a run over the same buckets can be taken up. */
    private static Progress start(Reading now, @Nullable Progress resumed) {
        int buckets = Bucket.count(now.rows());
        return resumed != null && resumed.buckets() == buckets ? resumed : Progress.start(buckets);
    }

    /**
     * Moves the pointer to what the plan wrote, with all that a reader has to know; does nothing when it is there. To another
     * generation it moves only once streams have given it what the live one has of theirs; until then this fails and is
     * tried again.
     */
    public void activate(MaterializationPlan plan) {
        if (!plan.activate()) {
            return;
        }
        ReleasedView release = release(plan);
        FailPoints.hit("activate.before-swap");
        pointers.update(plan.view(), current -> {
            refuseWhatIsBehind(plan, current.live());
            refuseWhatIsLost(plan, current);
            StreamSlots.requireReplayed(store, release, plan.generation(), current.live());
            return activated(current, plan, release);
        });
        FailPoints.hit("activate.after-swap");
        new PointerSwaps(store, new ServedArchive(lake, plan.view()), plan.view()).archive();
    }

    private ReleasedView release(MaterializationPlan plan) {
        return releases.named(plan.view(), plan.release())
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "View %s has no release %s".formatted(plan.view(), plan.release()), FailureTypes.NOT_FOUND));
    }

    private static void refuseWhatIsBehind(MaterializationPlan plan, Pointer.@Nullable Live live) {
        if (live == null) {
            return;
        }
        Target target = live.target();
        boolean behind = plan.generation() < target.generation()
                || plan.releaseNumber() < target.releaseNumber()
                || (plan.releaseNumber() == target.releaseNumber()
                        && plan.asOf() < target.asOfInstant().toEpochMilli());
        if (behind) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Generation %d of view %s was planned from %s, and meanwhile %s as of %s is online: start OnlineMaterialization again"
                            .formatted(plan.generation(), plan.view(), plan.release(), target.release(), target.asOf()),
                    FailureTypes.STALE_CANDIDATE);
        }
    }

    private static void refuseWhatIsLost(MaterializationPlan plan, Pointer current) {
        if (announced(current, plan) != current) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "The online store lost its pointer of view %s after generation %d was loaded: start OnlineMaterialization again"
                            .formatted(plan.view(), plan.generation()),
                    FailureTypes.STALE_CANDIDATE);
        }
    }

    private static Pointer announced(Pointer current, MaterializationPlan plan) {
        Target own = Targets.of(plan);
        Pointer.Live live = current.live();
        if (current.loading().contains(own) || (live != null && live.target().equals(own))) {
            return current;
        }
        return new Pointer(
                Pointer.FORMAT,
                current.revision() + 1,
                current.view(),
                live,
                Targets.with(current.loading(), own, REMEMBERED),
                current.retired());
    }

    private static Pointer activated(Pointer current, MaterializationPlan plan, ReleasedView release) {
        Target own = Targets.of(plan);
        Pointer.Live live = current.live();
        if (live != null && live.target().equals(own)) {
            return current;
        }
        List<Target> retired = live == null || live.target().generation() == own.generation()
                ? current.retired()
                : Targets.with(current.retired(), live.target(), REMEMBERED);
        return new Pointer(
                Pointer.FORMAT,
                current.revision() + 1,
                current.view(),
                ServedViews.live(release, own),
                Targets.without(current.loading(), own.generation()),
                retired);
    }
}
