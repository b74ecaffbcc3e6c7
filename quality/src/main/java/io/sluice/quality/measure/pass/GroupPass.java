package io.sluice.quality.measure.pass;

import static org.apache.spark.sql.functions.expr;

import io.sluice.quality.measure.Group;
import io.sluice.quality.measure.GroupCounts;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import io.sluice.quality.sql.Observed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.util.Success;
import scala.util.Try;

/**
 * Everything that is asked of the groups of the same columns: one grouping with a count for each condition, then small
 * questions to its result. Deequ's own frequency analyzers group once for each condition, count the rows in a further
 * job, and refuse nested types.
 */
record GroupPass(List<Measure> measures) implements Pass {
    private static final String SIZE = "sluice_group_size_";

    GroupPass {
        measures = List.copyOf(measures);
    }

    @Override
    public Pass of(List<Measure> fewer) {
        return new GroupPass(fewer);
    }

    @Override
    public void resolve(Dataset<Row> data) {
        groups(data);
    }

    @Override
    public Map<Measure, Try<Object>> run(Dataset<Row> data) {
        Dataset<Row> groups = groups(data);
        boolean readOften = measures.stream().anyMatch(Measure.Groups.class::isInstance) && measures.size() > 1;
        if (!readOften) {
            return answers(groups);
        }
        Dataset<Row> kept = groups.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return answers(kept);
        } finally {
            kept.unpersist();
        }
    }

    private Dataset<Row> groups(Dataset<Row> data) {
        List<String> conditions = conditions();
        List<Column> sizes = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            String all = conditions.size() == 1 ? "TRUE" : conditions.get(i);
            sizes.add(expr("count(1) FILTER (WHERE " + all + ")").as(SIZE + i));
        }
        String any = conditions.stream().map(where -> "(" + where + ")").collect(Collectors.joining(" OR "));
        return data.where(any)
                .groupBy(keys().toArray(Column[]::new))
                .agg(sizes.get(0), sizes.subList(1, sizes.size()).toArray(Column[]::new));
    }

    private Map<Measure, Try<Object>> answers(Dataset<Row> groups) {
        List<Measure> counted =
                measures.stream().filter(Measure.Grouping.class::isInstance).toList();
        Map<Measure, Try<Object>> answers = new LinkedHashMap<>();
        if (!counted.isEmpty()) {
            Row counts = counts(groups, counted);
            for (int i = 0; i < counted.size(); i++) {
                answers.put(counted.get(i), new Success<>(counts(counts, i * 4)));
            }
        }
        for (Measure measure : measures) {
            if (measure instanceof Measure.Groups some) {
                answers.put(measure, new Success<>(list(groups, some)));
            }
        }
        return answers;
    }

    private Row counts(Dataset<Row> groups, List<Measure> counted) {
        List<Column> columns = new ArrayList<>();
        for (Measure measure : counted) {
            String size = size(measure);
            columns.add(expr("count(1) FILTER (WHERE " + size + " > 0)"));
            columns.add(expr("coalesce(sum(" + size + ") FILTER (WHERE " + size + " > 1), 0L)"));
            columns.add(expr("coalesce(sum(" + size + "), 0L)"));
            columns.add(expr("coalesce(max(" + size + "), 0L)"));
        }
        return groups.agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
                .first();
    }

    private static GroupCounts counts(Row row, int offset) {
        return new GroupCounts(
                row.getLong(offset), row.getLong(offset + 1), row.getLong(offset + 2), row.getLong(offset + 3));
    }

    private List<Group> list(Dataset<Row> groups, Measure.Groups wanted) {
        String size = size(wanted);
        List<Column> order = new ArrayList<>();
        if (wanted.order() == Measure.Groups.Order.LARGEST) {
            order.add(functions.col(size).desc());
        }
        order.addAll(keys());
        List<Column> shown = new ArrayList<>(keys());
        shown.add(functions.col(size));
        return groups
                .where(size + " > 0")
                .orderBy(order.toArray(Column[]::new))
                .limit(wanted.limit())
                .select(shown.toArray(Column[]::new))
                .collectAsList()
                .stream()
                .map(GroupPass::group)
                .toList();
    }

    private static Group group(Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < row.length() - 1; i++) {
            values.add(Observed.normal(row.get(i)));
        }
        return new Group(values, row.getLong(row.length() - 1));
    }

    private List<Column> keys() {
        Measure first = measures.get(0);
        List<String> columns =
                first instanceof Measure.Grouping grouping ? grouping.columns() : ((Measure.Groups) first).columns();
        return columns.stream().map(name -> functions.col(Names.quoted(name))).toList();
    }

    private List<String> conditions() {
        return List.copyOf(
                measures.stream().map(GroupPass::condition).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private String size(Measure measure) {
        return SIZE + conditions().indexOf(condition(measure));
    }

    private static String condition(Measure measure) {
        return measure instanceof Measure.Grouping grouping ? grouping.where() : ((Measure.Groups) measure).where();
    }
}
