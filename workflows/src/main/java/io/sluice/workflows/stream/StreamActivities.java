package io.sluice.workflows.stream;

import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.Verdict;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What gates of a stream read and write: topics. Short, but on task queue {@code sluice-stream}, where Kafka is reached. */
@ActivityInterface
public interface StreamActivities {
    /**
     * Evaluates the newest version of a gate on the counters of one checkpoint interval, whose snapshot id is {@code
     * <epoch>:<from>-<to>} and whose partition is one of the log; writes report, metrics and verdict. The same interval and
     * gate version give the same report hash. NotFound when no such interval was written.
     */
    @ActivityMethod(name = "AuditInterval")
    Verdict auditInterval(AuditRequest request);

    /**
     * Writes how a gate ended to the control topic of the source, after which apps and sinks act on it. Reads {@code
     * sluice.gate_results} itself and refuses with NotCertified what it does not find there. Idempotent by dataset,
     * partition, snapshot id and attempt.
     */
    @ActivityMethod(name = "DecideInterval")
    void decide(StreamDecision decision);
}
