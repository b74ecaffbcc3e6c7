package io.sluice.workflows.model;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Registration of models. Light: task queue {@code sluice}. */
@ActivityInterface
public interface ModelActivities {
    /**
     * Appends a row to {@code sluice.models} and one to {@code sluice.lineage}. Idempotent by model and version. NotFound for a
     * training set that was never built, Refused for a version that is registered with another one.
     */
    @ActivityMethod(name = "RegisterModel")
    RegisterModelResult register(RegisterModelRequest request);
}
