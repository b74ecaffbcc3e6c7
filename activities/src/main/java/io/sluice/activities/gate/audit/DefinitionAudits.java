package io.sluice.activities.gate.audit;

import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.Verdict;

/** What a gate asks of the registry about a plan of definitions that people have to decide. */
@FunctionalInterface
public interface DefinitionAudits {
    /**
     * What is to be decided, under the policy that is registered. Reads only.
     *
     * @param request its snapshot id is the hash of a plan
     * @throws io.temporal.failure.ApplicationFailure NotFound when no such plan waits, StaleCandidate when another apply came first
     */
    Verdict audit(AuditRequest request);
}
