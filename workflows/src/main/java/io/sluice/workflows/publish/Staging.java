package io.sluice.workflows.publish;

import io.sluice.workflows.gate.Candidate;

/** The part of {@link GatedPublish} that differs from one kind of data to the next. */
public interface Staging {
    /** Stages a candidate; idempotent by run and attempt. */
    Candidate stage(int attempt, Remedy remedy);
}
