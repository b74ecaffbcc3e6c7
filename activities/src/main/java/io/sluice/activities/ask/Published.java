package io.sluice.activities.ask;

import io.sluice.activities.table.ModelRow;
import io.sluice.activities.table.RecordTable;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.TrainingSetRow;
import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.iceberg.expressions.Expressions;

/** Releases, training sets and models by name; what is not there is an error that names the nearest and the newest. */
public final class Published {
    private static final int NAMED = 5;

    private final SystemTables tables;

    public Published(SystemTables tables) {
        this.tables = tables;
    }

    /** A release; NotFound otherwise. */
    public ReleaseRow release(String name) {
        return find(tables.releases(), "name", name, "release", ReleaseRow::name, Comparator.comparing(ReleaseRow::at));
    }

    /** A build of a training set; NotFound otherwise. */
    public TrainingSetRow trainingSet(String name) {
        return find(
                tables.trainingSets(),
                "training_set",
                name,
                "training set",
                TrainingSetRow::trainingSet,
                Comparator.comparing(TrainingSetRow::at));
    }

    /** A version of a model; NotFound otherwise. */
    public ModelRow model(String model, String version) {
        List<ModelRow> all = tables.models().scan();
        return all.stream()
                .filter(row -> row.model().equals(model) && row.version().equals(version))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "model",
                        model + " " + version,
                        all.stream()
                                .map(row -> row.model() + " " + row.version())
                                .toList()));
    }

    private static <R extends Record> R find(
            RecordTable<R> table,
            String column,
            String name,
            String what,
            Function<R, String> named,
            Comparator<R> oldestFirst) {
        return table.scan(Expressions.equal(column, name)).stream().findFirst().orElseThrow(() -> {
            List<String> newest = table.scan().stream()
                    .sorted(oldestFirst.reversed())
                    .map(named)
                    .toList();
            return unknown(what, name, newest);
        });
    }

    private static ApplicationFailure unknown(String what, String name, Collection<String> known) {
        String there = known.isEmpty()
                ? "there is none yet"
                : "known are " + String.join(", ", known.stream().limit(NAMED).toList())
                        + (known.size() > NAMED ? ", …" : "");
        return ApplicationFailure.newNonRetryableFailure(
                "Unknown %s: %s%s (%s)".formatted(what, name, Nearest.hint(name, known), there),
                FailureTypes.NOT_FOUND);
    }
}
