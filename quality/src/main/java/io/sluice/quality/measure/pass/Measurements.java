package io.sluice.quality.measure.pass;

import static java.util.Objects.requireNonNull;

import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Observed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;

/**
 * The values of measures on one set of rows. A measure that cannot be taken says why and does not spoil the others:
 * one that does not fit the columns is left out of the common pass, and a pass that fails on a value of the data is
 * halved until the measures at fault stand alone.
 */
public final class Measurements {
    private final @Nullable Dataset<Row> data;
    private final Map<Measure, Try<Object>> values = new LinkedHashMap<>();
    private @Nullable Boolean readable;

    private Measurements(@Nullable Dataset<Row> data) {
        this.data = data;
    }

    /**
     * Takes measures: one scan for all aggregates (a further one for every few hundred), one for all functions over
     * partitions, one pass for each distinct grouping and each sorted column. Runs Spark jobs.
     */
    public static Measurements take(Dataset<Row> data, Collection<Measure> wanted) {
        Measurements measurements = new Measurements(data);
        Pass.plan(new LinkedHashSet<>(wanted)).forEach(measurements::run);
        return measurements;
    }

    /** Values that somebody else has taken. */
    public static Measurements known(Map<Measure, Object> values) {
        Measurements measurements = new Measurements(null);
        values.forEach((measure, value) -> measurements.values.put(measure, new Success<>(value)));
        return measurements;
    }

    private Dataset<Row> data() {
        return requireNonNull(data, "data is null");
    }

    /** The value of a measure that was taken without failure; null where SQL says NULL. */
    public @Nullable Object value(Measure measure) {
        return Observed.normal(taken(measure).get());
    }

    /** Why a measure could not be taken; empty when it could. */
    public Optional<Throwable> failure(Measure measure) {
        Try<Object> value = taken(measure);
        return value.isFailure() ? Optional.of(value.failed().get()) : Optional.empty();
    }

    private Try<Object> taken(Measure measure) {
        Try<Object> value = values.get(measure);
        if (value == null) {
            throw new IllegalArgumentException("Measure not taken: " + measure);
        }
        return value;
    }

    private void run(Pass pass) {
        attempt(pass);
        List<Measure> failed = pass.measures().stream()
                .filter(measure -> taken(measure).isFailure())
                .toList();
        if (failed.size() < 2) {
            return;
        }
        List<Measure> sound = isMisfit(failed) ? sound(pass, failed) : failed;
        if (sound.size() < failed.size()) {
            again(pass, sound);
        } else if (canBeRead()) {
            again(pass, sound.subList(0, sound.size() / 2));
            again(pass, sound.subList(sound.size() / 2, sound.size()));
        }
    }

    private void again(Pass pass, List<Measure> measures) {
        if (!measures.isEmpty()) {
            run(pass.of(measures));
        }
    }

    private void attempt(Pass pass) {
        try {
            values.putAll(pass.run(data()));
        } catch (Exception failure) { // Spark throws its checked AnalysisException undeclared
            pass.measures().forEach(measure -> values.put(measure, new Failure<>(failure)));
        }
    }

    /** Whether Spark did not even plan the measures, so that it is cheap to ask which of them do not fit. */
    private boolean isMisfit(List<Measure> failed) {
        @Nullable Throwable cause = failure(failed.get(0)).orElse(null);
        while (cause != null && !(cause instanceof AnalysisException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /** The measures that fit the columns; the others get their failure. */
    private List<Measure> sound(Pass pass, List<Measure> measures) {
        List<Measure> sound = new ArrayList<>();
        for (Measure measure : measures) {
            try {
                pass.of(List.of(measure)).resolve(data());
                sound.add(measure);
            } catch (Exception misfit) { // Spark throws its checked AnalysisException undeclared
                values.put(measure, new Failure<>(misfit));
            }
        }
        return sound;
    }

    /** Data that cannot even be counted fails every measure: looking for the one at fault would be in vain. */
    private boolean canBeRead() {
        Boolean known = readable;
        if (known == null) {
            known = !Try.apply(data()::count).isFailure();
            readable = known;
        }
        return known;
    }
}
