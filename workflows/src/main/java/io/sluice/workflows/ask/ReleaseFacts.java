package io.sluice.workflows.ask;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release consists of.
 *
 * @param build version and commit that computed it
 * @param definitions {@code kind/name version fingerprint}
 * @param tables {@code table@snapshot}; each snapshot has a tag of the release's name
 * @param datasets what was certified of each gated table
 * @param offsets of streams: {@code source partition before offset, clock, watermark}
 * @param rejectedRanges offsets that people took out, with who and why
 */
public record ReleaseFacts(
        String release,
        String view,
        @Nullable String parent,
        @Nullable String publishedBy,
        @Nullable String reason,
        String publishedAt,
        String certifiedFrom,
        String certifiedThrough,
        String build,
        List<String> definitions,
        List<String> tables,
        List<DatasetFacts> datasets,
        List<String> offsets,
        List<String> rejectedRanges) {
    public ReleaseFacts {
        definitions = List.copyOf(definitions);
        tables = List.copyOf(tables);
        datasets = List.copyOf(datasets);
        offsets = List.copyOf(offsets);
        rejectedRanges = List.copyOf(rejectedRanges);
    }
}
