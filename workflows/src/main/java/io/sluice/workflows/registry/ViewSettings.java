package io.sluice.workflows.registry;

import java.util.List;

/**
 * What a run over a view pins when it starts.
 *
 * @param table for example {@code views.customer_activity_v1}
 * @param features the features in the order of their names
 */
public record ViewSettings(
        DefinitionRef view,
        String gate,
        String table,
        List<DefinitionRef> features,
        int maxAttempts,
        boolean failOnReject,
        boolean preventSelfApproval,
        int keepDays) {}
