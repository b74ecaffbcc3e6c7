package io.sluice.workers.cli.report;

import io.sluice.activities.tryout.Tried;
import io.sluice.activities.tryout.TriedEntity;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.online.ShownValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Change points, or values at instants, for people or as JSON. */
public final class TriedReport {
    private final Tried tried;
    private final List<Instant> instants;

    public TriedReport(Tried tried, List<Instant> instants) {
        this.tried = tried;
        this.instants = instants;
    }

    /** One object for each line of the text. */
    public List<Map<String, @Nullable Object>> json() {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (TriedEntity entity : tried.entities()) {
            lines(entity).forEach((instant, point) -> all.add(json(entity, instant, point)));
        }
        return all;
    }

    private Map<String, @Nullable Object> json(TriedEntity entity, String instant, ChangePoint point) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        for (int i = 0; i < entity.key().size(); i++) {
            Column column = tried.plan().entity().keys().get(i);
            key.put(column.name(), ShownValue.of(entity.key().get(i), column.type()));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, @Nullable Object> timestamps = new LinkedHashMap<>();
        for (int i = 0; i < point.values().length; i++) {
            FeaturePlan feature = tried.plan().features().get(i);
            values.put(feature.feature().name(), ShownValue.of(point.values()[i], feature.type()));
            timestamps.put(feature.feature().name(), time(point.timestamps()[i]));
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("entity", key);
        json.put(instants.isEmpty() ? "feature_timestamp" : "at", instant);
        json.put("values", values);
        json.put("timestamps", timestamps);
        return json;
    }

    public String text() {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(
                tried.plan().entity().keys().stream().map(Column::name).toList());
        header.add(instants.isEmpty() ? "feature_timestamp" : "at");
        tried.plan().features().forEach(feature -> header.add(feature.feature().name()));
        rows.add(header);
        for (TriedEntity entity : tried.entities()) {
            lines(entity).forEach((instant, point) -> rows.add(row(entity, instant, point)));
        }
        return TextTable.of(rows)
                + "\n\n%s taken, %s, %d of nobody (a key is NULL), %s, %s"
                        .formatted(
                                Counted.of(tried.taken(), "row", "rows"),
                                Counted.of(tried.duplicates(), "duplicate", "duplicates"),
                                tried.nobodys(),
                                Counted.of(tried.entities().size(), "entity", "entities"),
                                Counted.of(tried.problems().size(), "problem", "problems"));
    }

    private List<String> row(TriedEntity entity, String instant, ChangePoint point) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < entity.key().size(); i++) {
            Column column = tried.plan().entity().keys().get(i);
            row.add(String.valueOf(ShownValue.of(entity.key().get(i), column.type())));
        }
        row.add(instant);
        for (int i = 0; i < point.values().length; i++) {
            FeaturePlan feature = tried.plan().features().get(i);
            row.add(String.valueOf(ShownValue.of(point.values()[i], feature.type())));
        }
        return row;
    }

    private Map<String, ChangePoint> lines(TriedEntity entity) {
        Map<String, ChangePoint> lines = new LinkedHashMap<>();
        if (instants.isEmpty()) {
            entity.points()
                    .forEach(point ->
                            lines.put(Instant.ofEpochMilli(point.timestamp()).toString(), point));
        }
        for (int i = 0; i < instants.size(); i++) {
            lines.put(instants.get(i).toString(), entity.at().get(i));
        }
        return lines;
    }

    private static @Nullable String time(long millis) {
        return millis == ChangePoint.NEVER ? null : Instant.ofEpochMilli(millis).toString();
    }
}
