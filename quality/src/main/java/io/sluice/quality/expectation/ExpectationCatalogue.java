package io.sluice.quality.expectation;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.name.Nearest;
import io.sluice.quality.anomaly.MetricChange;
import io.sluice.quality.anomaly.MetricScore;
import io.sluice.quality.delivery.FileCheck;
import io.sluice.quality.delivery.ManifestMatch;
import io.sluice.quality.delivery.ReceivedRows;
import io.sluice.quality.distribution.KlDivergence;
import io.sluice.quality.drift.Drift;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.reference.ValuesInOtherTable;
import io.sluice.quality.stream.RecordLag;
import io.sluice.quality.stream.StretchVolume;
import io.sluice.quality.summary.ColumnShare;
import io.sluice.quality.summary.ColumnSummary;
import io.sluice.quality.summary.DistinctValues;
import io.sluice.quality.summary.Freshness;
import io.sluice.quality.summary.LabelShares;
import io.sluice.quality.summary.Median;
import io.sluice.quality.summary.MostCommonValue;
import io.sluice.quality.summary.QuantileValues;
import io.sluice.quality.table.ColumnExists;
import io.sluice.quality.table.ColumnList;
import io.sluice.quality.table.ColumnSet;
import io.sluice.quality.table.OtherTableRowCount;
import io.sluice.quality.table.TableCount;
import io.sluice.quality.table.UnexpectedRows;
import io.sluice.quality.tuples.PairValues;
import io.sluice.quality.tuples.RowTuples;
import io.sluice.quality.tuples.Uniqueness;
import io.sluice.quality.values.NullValues;
import io.sluice.quality.values.TextForm;
import io.sluice.quality.values.ValueLength;
import io.sluice.quality.values.ValueOrder;
import io.sluice.quality.values.ValuePattern;
import io.sluice.quality.values.ValueRange;
import io.sluice.quality.values.ValueSet;
import io.sluice.quality.values.ValuesOfType;
import io.sluice.quality.values.ZScore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All types of expectations, and the check of what somebody wrote against them. Pure: no session, no data.
 *
 * <p>Names, parameters and meaning are those of Great Expectations 1.17, which the tests ask case by case
 * (src/test/conformance). Where its engines disagree, and the few places where Sluice differs on purpose, that folder
 * lists each with its reason. In short: values, nulls, NaN and types are those of Spark; regular expressions, times and
 * JSON those of Python.
 */
public final class ExpectationCatalogue {
    private static final Map<String, ExpectationType> TYPES = types();

    private ExpectationCatalogue() {}

    /** The types by name, in the order of the documentation. */
    public static Map<String, ExpectationType> all() {
        return TYPES;
    }

    public static Optional<ExpectationType> find(String type) {
        return Optional.ofNullable(TYPES.get(type));
    }

    /** Whether single rows can be told to fail an expectation; not of one of an unknown type. */
    public static boolean isAboutRows(Expectation expectation) {
        return find(expectation.type()).filter(ExpectationType::isAboutRows).isPresent();
    }

    /** What is wrong with one expectation on a table of these columns, a sentence each; empty when it may be used. */
    public static List<String> check(Expectation expectation, List<Column> schema) {
        return problems(expectation, schema).stream()
                .map(problem -> "Expectation " + expectation.id() + ": " + problem)
                .toList();
    }

    /** The same without the expectation's id in front. */
    public static List<String> problems(Expectation expectation, List<Column> schema) {
        ExpectationType type = TYPES.get(expectation.type());
        List<String> problems = type == null
                ? List.of("there is no expectation " + expectation.type()
                        + Nearest.hint(expectation.type(), TYPES.keySet()))
                : new ArgumentCheck(type, expectation.kwargs(), new Columns(schema)).problems();
        List<String> all = new ArrayList<>(problems);
        if (type != null && !type.isAboutRows() && expectation.rows() != Expectation.RowAction.KEEP) {
            all.add("rows: " + expectation.rows().name().toLowerCase(java.util.Locale.ROOT) + " is not possible, "
                    + expectation.type() + " does not judge single rows");
        }
        if (ReservedRules.NAMES.contains(expectation.id())) {
            all.add("the id is taken by a rule that every gate has");
        }
        return List.copyOf(all);
    }

    /** The same for all expectations of a gate, ids used twice included. */
    public static List<String> checkAll(List<Expectation> expectations, List<Column> schema) {
        List<String> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Expectation expectation : expectations) {
            if (!ids.add(expectation.id())) {
                problems.add("Expectation " + expectation.id() + ": the id is used twice");
            }
            problems.addAll(check(expectation, schema));
        }
        return List.copyOf(problems);
    }

    /**
     * Makes an expectation ready to be evaluated on a table of these columns.
     *
     * @throws IllegalArgumentException with the first problem that {@link #check} finds
     */
    public static CompiledExpectation compile(Expectation expectation, List<Column> schema) {
        return compile(expectation, schema, Surroundings.NONE);
    }

    /** The same with what may be known besides the rows. Throws what the surroundings throw. */
    public static CompiledExpectation compile(Expectation expectation, List<Column> schema, Surroundings surroundings) {
        check(expectation, schema).stream().findFirst().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        ExpectationType type = requireNonNull(TYPES.get(expectation.type()), "type is null");
        return type.compile(new Arguments(expectation.id(), expectation.kwargs(), new Columns(schema), surroundings));
    }

    private static Map<String, ExpectationType> types() {
        Map<String, ExpectationType> types = new LinkedHashMap<>();
        add(types, TableCount.values());
        add(types, new ColumnExists(), new ColumnSet(), new ColumnList());
        add(types, NullValues.values());
        add(types, ValueRange.values());
        add(types, ValueSet.values());
        add(types, new ValueLength());
        add(types, ValuesOfType.values());
        add(types, ValuePattern.values());
        add(types, TextForm.values());
        add(types, ValueOrder.values());
        add(types, new ZScore());
        add(types, Uniqueness.values());
        add(types, PairValues.values());
        add(types, RowTuples.values());
        add(types, ColumnSummary.values());
        add(types, new Median(), new QuantileValues());
        add(types, ColumnShare.values());
        add(types, DistinctValues.values());
        add(types, new MostCommonValue(), new KlDivergence());
        add(types, new OtherTableRowCount(), new ValuesInOtherTable());
        add(types, Drift.values());
        add(types, new LabelShares(), new Freshness());
        add(types, FileCheck.values());
        add(types, new ReceivedRows(), new ManifestMatch());
        add(types, new MetricChange(), new MetricScore());
        add(types, StretchVolume.values());
        add(types, new RecordLag());
        add(types, new UnexpectedRows());
        return Collections.unmodifiableMap(types);
    }

    private static void add(Map<String, ExpectationType> types, ExpectationType... more) {
        for (ExpectationType type : more) {
            types.put(type.type(), type);
        }
    }
}
