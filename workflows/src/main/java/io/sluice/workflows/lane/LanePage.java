package io.sluice.workflows.lane;

import io.sluice.workflows.details.InstanceView;
import io.sluice.workflows.details.LaneView;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.lane.part.CheckpointBook;
import io.sluice.workflows.lane.part.Instance;
import io.sluice.workflows.lane.part.OpenInterval;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.StreamPlan;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a lane shows: its state in one sentence, its instances, its log. */
final class LanePage {
    /** Reports come every ten seconds. */
    private static final long SILENT_AFTER_MILLIS = 60_000;

    private static final int NAMED = 5;

    private final RunPage page;
    private final RunAttributes attributes;
    private final CheckpointBook book;
    private String state = "";

    LanePage(RunPage page, RunAttributes attributes, CheckpointBook book) {
        this.page = page;
        this.attributes = attributes;
        this.book = book;
    }

    /** Shows how things are now; {@code due} says whether the instances are to close for the next incarnation. */
    void show(
            StreamPlan plan, boolean due, List<Instance> instances, LaneDesk desk, List<OpenInterval> gates, long now) {
        phase(plan, due, instances, desk, gates);
        page.stream(new LaneView(
                "%s %s".formatted(plan.source().name(), plan.source().version()),
                instances.stream().map(one -> view(one, plan, now)).toList(),
                book.partitions(),
                book.more()));
    }

    /** Sets the search attribute where it differs. */
    void state(String now) {
        if (!state.equals(now)) {
            state = now;
            attributes.state(now);
        }
    }

    /** Whether an instance has said nothing for longer than it should. */
    boolean isSilent(Instance instance, long now) {
        @Nullable CheckpointReport report = book.of(instance.id());
        return report == null || now - report.at() > SILENT_AFTER_MILLIS;
    }

    private void phase(
            StreamPlan plan, boolean due, List<Instance> instances, LaneDesk desk, List<OpenInterval> gates) {
        @Nullable Stop stopping = desk.stopping();
        @Nullable Control paused = desk.paused();
        String open = instances.stream()
                .filter(one -> !one.isOver())
                .map(Instance::id)
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        if (stopping != null) {
            state("STOPPING");
            page.working(
                    said("stopping (%s)".formatted(stopping.mode()), stopping.by(), stopping.reason()),
                    waits(open, gates));
        } else if (paused != null) {
            state("PAUSED");
            page.phase(
                    said("paused", paused.by(), paused.reason()),
                    open.isEmpty() ? "resume goes on where it was paused" : waits(open, List.of()));
        } else if (plan.rejected() > 0) {
            state("RUNNING");
            page.phase(
                    "incarnation %d is due: a person rejected part of the stream".formatted(plan.epoch() + 1),
                    due
                            ? waits(open, List.of())
                            : "it could not begin and is tried again within minutes; what is held stays held");
        } else if (gates.isEmpty()) {
            state("RUNNING");
            page.working("running", "until it is stopped: signals pause, resume, stop");
        } else {
            state("WAITING_FOR_GATE");
            page.phase(
                    "running; %d %s held back"
                            .formatted(gates.size(), gates.size() == 1 ? "partition is" : "partitions are"),
                    "somebody decides; what is certified stays readable, and archiving goes on");
        }
    }

    private static String said(String what, String by, String reason) {
        return by.isEmpty() ? "%s: %s".formatted(what, reason) : "%s by %s: %s".formatted(what, by, reason);
    }

    private static String waits(String open, List<OpenInterval> gates) {
        String held = gates.isEmpty() ? "" : "; what a gate holds back stays held until the stream is started again";
        return open.isEmpty() ? "" : "waits until these have closed: %s%s".formatted(open, held);
    }

    private InstanceView view(Instance instance, StreamPlan plan, long now) {
        @Nullable CheckpointReport report = book.of(instance.id());
        boolean silent = instance.state() == Instance.State.RUNNING && isSilent(instance, now);
        return new InstanceView(
                instance.id(),
                silent && report != null ? "SILENT" : instance.state().name(),
                report == null ? 0 : report.partitionsInAll(),
                book.perSecond(instance.id()),
                report == null ? 0 : report.lag(),
                report == null ? 0 : report.epoch(),
                report == null ? "" : Instant.ofEpochMilli(report.at()).toString(),
                instance.why().isEmpty() ? other(instance, plan, report) : instance.why());
    }

    /** One that was adopted may run what somebody defined before. */
    private static String other(Instance instance, StreamPlan plan, @Nullable CheckpointReport report) {
        if (report == null || report.fingerprint().isEmpty()) {
            return "";
        }
        boolean same = switch (instance.role()) {
            case ACCEPT -> plan.source().fingerprint().equals(report.fingerprint());
            case VIEW ->
                plan.views().stream()
                        .filter(view -> isOf(view.view(), instance))
                        .allMatch(view -> view.view().fingerprint().equals(report.fingerprint()));
            case LAKE_SINK, ONLINE_SINK -> true;
        };
        return same
                ? ""
                : "runs another definition: "
                        + report.fingerprint()
                                .substring(0, Math.min(12, report.fingerprint().length()));
    }

    private static boolean isOf(DefinitionRef view, Instance instance) {
        return view.name().equals(instance.input().view())
                && view.version().equals(instance.input().version());
    }
}
