package io.sluice.workflows.ask;

import java.util.List;

/**
 * What a release holds of one gated table.
 *
 * @param dataset for example {@code trusted.online_retail}
 * @param first the least partition
 * @param last the greatest partition
 * @param rows of all of them
 * @param outcomes how their gates ended, {@code PASS 6}
 * @param inputs what the partitions were made of: {@code path sha256} of files, {@code table@snapshot} otherwise
 * @param waived partitions that did not pass and that a person let through: rules, who, why
 * @param reports of the gates
 */
public record DatasetFacts(
        String dataset,
        long partitions,
        String first,
        String last,
        long rows,
        List<String> outcomes,
        List<String> inputs,
        List<String> waived,
        List<String> reports) {
    public DatasetFacts {
        outcomes = List.copyOf(outcomes);
        inputs = List.copyOf(inputs);
        waived = List.copyOf(waived);
        reports = List.copyOf(reports);
    }
}
