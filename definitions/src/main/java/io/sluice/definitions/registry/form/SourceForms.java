package io.sluice.definitions.registry.form;

import io.sluice.definitions.model.BatchOption;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form of a source, and what of it decides the value of a feature. */
final class SourceForms {
    private SourceForms() {}

    static Form source(Source source) {
        Form form = new Form();
        values(form, "", source);
        Source.Batch batch = source.batch();
        if (batch != null) {
            form.means("batch.access", batch.access())
                    .means("batch.format", batch.format())
                    .means("batch.location", batch.location())
                    .means("batch.options", options(batch, BatchOption.Effect.ROWS))
                    .means("batch.partition", batch.partition());
            Map<String, String> fetching = options(batch, BatchOption.Effect.FETCHING);
            form.says("batch.fetching", fetching.isEmpty() ? null : fetching);
        }
        Source.Stream stream = source.stream();
        if (stream != null) {
            form.means("stream.topic", stream.topic())
                    .means("stream.format", stream.format())
                    .means("stream.keyed", stream.keyed());
        }
        return form.means("expectations", Forms.expectations(source.expectations()))
                .means("gate", source.gate())
                .says("history_from", source.historyFrom())
                .says("pii", source.pii())
                .says("retention", source.retention())
                .says("schedule", source.schedule())
                .says("owner", source.owner());
    }

    /** Who fetches rows how fast changes no row: it makes no version. Decision 016. */
    private static Map<String, String> options(Source.Batch batch, BatchOption.Effect effect) {
        Map<String, String> chosen = new LinkedHashMap<>();
        String reader = batch.reader();
        batch.options().forEach((name, value) -> {
            // An option that nobody knows any more was written for rows.
            BatchOption.Effect found =
                    BatchOption.find(reader, name).map(BatchOption::effect).orElse(BatchOption.Effect.ROWS);
            if (found == effect) {
                chosen.put(name, value);
            }
        });
        return chosen;
    }

    /** Time, lateness, dedup and schema: what a feature takes from its source. Source: contract §7. */
    static void values(Form form, String prefix, Source source) {
        EventId id = source.eventId();
        form.means(prefix + "kind", source.kind())
                .means(prefix + "schema", Forms.columns(source.schema()))
                .means(prefix + "event_time", source.eventTime())
                .means(prefix + "event_id", id.kind() == EventId.Kind.COLUMNS ? id.columns() : id.kind())
                .means(prefix + "partition_by", source.partitionBy())
                .means(prefix + "cutover", source.cutover())
                .means(prefix + "allowed_lateness", source.allowedLateness())
                .means(prefix + "late_policy", source.latePolicy())
                .means(prefix + "delay", source.delay());
        if (source.stream() != null) {
            // Only a stream has ticks and records from the future.
            form.means(prefix + "idle_after", source.idleAfter())
                    .means(prefix + "max_future_skew", source.maxFutureSkew());
        }
    }
}
