package io.sluice.activities.view;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.release.certified.StaleDays;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.view.engine.Limits;
import io.sluice.activities.view.engine.day.DayRange;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.view.PlanViewUpdateRequest;
import io.sluice.workflows.view.StageViewRequest;
import io.sluice.workflows.view.ViewActivities;
import io.sluice.workflows.view.ViewUpdatePlan;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/** Change points on Spark, with the kernel. */
public final class ViewActivitiesImpl implements ViewActivities {
    private final Spark spark;
    private final Lake lake;
    private final ViewDefinitions definitions;
    private final Limits limits;

    public ViewActivitiesImpl(Spark spark, Lake lake, ViewDefinitions definitions) {
        this(spark, lake, definitions, Limits.DEFAULT);
    }

    /** With other limits than the usual ones. */
    public ViewActivitiesImpl(Spark spark, Lake lake, ViewDefinitions definitions, Limits limits) {
        this.limits = requireNonNull(limits, "limits is null");
        this.spark = requireNonNull(spark, "spark is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
    }

    @Override
    public Candidate stageView(StageViewRequest request) {
        String name = request.view().view().name();
        if (!request.quarantineRules().isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Cannot quarantine rows of view " + name
                            + ": without a change point the value before it would go on. Quarantine rows of its sources",
                    FailureTypes.REFUSED);
        }
        WantedDays days = days(request);
        return spark.run(
                "view " + name + " " + days.hull().label(),
                session -> new ViewStaging(lake, definitions, request, days, limits).stage(session));
    }

    @Override
    public ViewUpdatePlan planViewUpdate(PlanViewUpdateRequest request) {
        new Comparison(lake, definitions, request.view(), limits).record(spark);
        StaleDays stale = new StaleDays(lake, new SystemTables(lake));
        return UpdatePlanner.plan(stale.of(request.view(), definitions.plan(request.view())));
    }

    private static WantedDays days(StageViewRequest request) {
        List<String> runs = request.runs();
        try {
            return runs == null || runs.isEmpty()
                    ? new WantedDays(List.of(DayRange.parse(request.from(), request.to())))
                    : new WantedDays(runs.stream().map(DayRange::parse).toList());
        } catch (IllegalArgumentException e) {
            throw ApplicationFailure.newNonRetryableFailure(e.getMessage(), FailureTypes.INVALID_INPUT);
        }
    }
}
