package io.sluice.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SparkExpressionsTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("Name", DataType.STRING),
            new Column("i", DataType.INT),
            new Column("l", DataType.BIGINT),
            new Column("x", DataType.DOUBLE),
            new Column("flag", DataType.BOOLEAN));
    private static final StructType SCHEMA = new StructType()
            .add("Name", DataTypes.StringType)
            .add("i", DataTypes.IntegerType)
            .add("l", DataTypes.LongType)
            .add("x", DataTypes.DoubleType)
            .add("flag", DataTypes.BooleanType);
    private static final List<Object[]> ROWS = List.of(
            new Object[] {"a", 1, 2L, 0.5, true},
            new Object[] {"12", Integer.MAX_VALUE, Long.MAX_VALUE, 1e300, false},
            new Object[] {"", Integer.MIN_VALUE, Long.MIN_VALUE, -0.0, null},
            new Object[] {null, null, null, null, null},
            new Object[] {"2020-02-30", 0, 0L, Double.NaN, true});

    private static SparkSession spark;

    private static boolean started;

    /** Another test of this JVM may have a session: its context is used and left alone. */
    @BeforeAll
    static void start() {
        started = SparkSession.getDefaultSession().isEmpty();
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate()
                .newSession();
        spark.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
        spark.conf().set("spark.sql.ansi.enabled", "true");
        spark.conf().set("spark.sql.caseSensitive", "true");
    }

    @AfterAll
    static void stop() {
        if (started) {
            spark.stop();
        }
    }

    @Test
    void givesTheSameInSparkWhateverTheSession() {
        for (String text : List.of(
                "i + 1",
                "l * 2",
                "-i",
                "abs(l)",
                "x * x",
                "cast(x as int)",
                "cast(name as int) + 1",
                "i / 0",
                "l div -1",
                "cast(name as date) is null",
                "flag and x > 0",
                "flag = false",
                "name = 12",
                "ceil(x)",
                "round(i, -1)",
                "upper(name)",
                "coalesce(i, 7)",
                "case when flag then i else l end",
                "x in (0.5, NULL)",
                "hour(timestamp_millis(i))",
                "greatest(i, l)",
                "nvl(name, 'none')",
                "i % 0",
                "concat(name, '-', i)",
                "size(array(i, l))",
                "array(i)[3]",
                "cast(timestamp_seconds(i) as string)",
                "x between 0 and 1")) {
            assertSame(text);
        }
    }

    private static void assertSame(String text) {
        CompiledExpression compiled = new CatalystExpressionCompiler().compile(text, COLUMNS);
        List<Object> expected = new ArrayList<>();
        ROWS.forEach(row -> expected.add(compiled.evaluate(row)));
        List<Row> rows = ROWS.stream().map(RowFactory::create).toList();
        Dataset<Row> frame = spark.createDataFrame(rows, SCHEMA);
        Row[] found = (Row[])
                frame.select(new SparkExpressions().column(text, COLUMNS)).collect();
        assertThat(Arrays.stream(found).map(row -> row.get(0)).toList())
                .as(text)
                .isEqualTo(expected);
    }
}
