package io.sluice.activities.table;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.plans}: a plan that people have to decide before it may be registered.
 *
 * @param planHash SHA-256 of the plan, lower-case hexadecimal
 * @param apply the number that this apply would have; once another one has it, the plan is outdated
 * @param asks what is to be decided, one sentence each
 * @param gates whose registered policies say who decides; an empty name means the approvers of the project
 */
public record PlanRow(
        String planHash,
        long apply,
        String project,
        String folder,
        List<String> asks,
        List<String> gates,
        String requestedBy,
        @Nullable String reason,
        Instant at) {}
