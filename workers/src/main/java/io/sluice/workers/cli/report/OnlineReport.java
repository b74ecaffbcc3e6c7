package io.sluice.workers.cli.report;

import io.sluice.activities.online.reader.OnlineEntity;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.ServedView;
import io.sluice.activities.online.values.Compared;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.online.OnlineRecord;
import io.sluice.definitions.online.ShownValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Online records for people: a table, or the JSON of contract §6. */
public record OnlineReport(ServedView view, OnlineEntity entity, Instant at, Map<String, Compared> lake) {
    /** One object per feature; with {@code lake_value} and {@code equal} where the lake was asked. */
    public List<Map<String, @Nullable Object>> json() {
        return entity.records().stream()
                .map(record -> {
                    Map<String, @Nullable Object> json = new LinkedHashMap<>(record.toJson());
                    Compared compared = lake.get(record.featureName());
                    if (compared != null) {
                        json.put("lake_value", ShownValue.of(compared.lake(), compared.type()));
                        json.put("equal", compared.equal());
                    }
                    return json;
                })
                .toList();
    }

    public String text() {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(
                List.of("feature", "value", "status", "final", "event_time", "valid_until", "computed_at", "version"));
        if (!lake.isEmpty()) {
            header.addAll(List.of("lake", "equal"));
        }
        rows.add(header);
        entity.records().forEach(record -> rows.add(row(record)));
        return heading() + "\n\n" + TextTable.of(rows);
    }

    private String heading() {
        Pointer.Target target = view.live().target();
        Object entityId = entity.key().entityId(view.keys());
        if (!target.hasRelease()) {
            return "%s %s, from streams, before the first release, generation %d\nstatus at %s"
                    .formatted(view.view(), entityId, target.generation(), at);
        }
        String heading = "%s %s, release %s, generation %d\nvalues as of %s, status at %s"
                .formatted(view.view(), entityId, target.release(), target.generation(), target.asOf(), at);
        return at.isBefore(target.asOfInstant())
                ? heading + " (before the values: they may not be those of that instant)"
                : heading;
    }

    private List<String> row(OnlineRecord record) {
        List<String> row = new ArrayList<>(List.of(
                record.featureName(),
                shown(record.reading().value(), record.type()),
                record.reading().status().name(),
                yes(record.reading().settled()),
                instant(record.reading().timestamp()),
                instant(record.reading().validUntil()),
                record.computedAt() == null ? "-" : instant(record.computedAt()),
                record.definitionVersion()));
        Compared compared = lake.get(record.featureName());
        if (compared != null) {
            row.add(shown(compared.lake(), compared.type()));
            row.add(compared.equal() ? "yes" : "NO");
        }
        return row;
    }

    private static String shown(@Nullable Object value, DataType type) {
        return String.valueOf(ShownValue.of(value, type));
    }

    private static String yes(boolean flag) {
        return flag ? "yes" : "no";
    }

    private static String instant(long millis) {
        return millis == ChangePoint.NEVER || millis == ChangePoint.NONE
                ? "-"
                : Instant.ofEpochMilli(millis).toString();
    }
}
