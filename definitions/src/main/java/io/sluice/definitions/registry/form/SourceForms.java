package io.sluice.definitions.registry.form;

import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;

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
                    .means("batch.options", batch.options())
                    .means("batch.partition", batch.partition());
        }
        Source.Stream stream = source.stream();
        if (stream != null) {
            form.means("stream.topic", stream.topic())
                    .means("stream.format", stream.format())
                    .means("stream.keyed", stream.keyed());
        }
        return form.means("expectations", Forms.expectations(source.expectations()))
                .means("gate", source.gate())
                .says("pii", source.pii())
                .says("retention", source.retention())
                .says("schedule", source.schedule())
                .says("owner", source.owner());
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
                .means(prefix + "idle_after", source.idleAfter())
                .means(prefix + "max_future_skew", source.maxFutureSkew())
                .means(prefix + "delay", source.delay());
    }
}
