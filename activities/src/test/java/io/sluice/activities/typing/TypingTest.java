package io.sluice.activities.typing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TypingTest {
    private final SparkSession spark = TestingLake.shared().spark().session();

    /** Received expression, declared type, typed value as text ("-" is NULL), whether it is unfit. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            6.0D                          | int           | 6                    | false
            6.5D                          | int           | -                    | true
            double('NaN')                 | bigint        | -                    | true
            3000000000L                   | int           | -                    | true
            3000000000L                   | double        | 3.0E9                | false
            '12'                          | int           | 12                   | false
            '12.5'                        | int           | -                    | true
            ' 12.5 '                      | double        | 12.5                 | false
            'x'                           | double        | -                    | true
            NULL                          | double        | -                    | false
            '1.239'                       | decimal(10,2) | -                    | true
            '1.230'                       | decimal(10,2) | 1.23                 | false
            1.23BD                        | decimal(10,1) | -                    | true
            1.20BD                        | decimal(10,1) | 1.2                  | false
            12                            | string        | 12                   | false
            'true'                        | boolean       | true                 | false
            'maybe'                       | boolean       | -                    | true
            '2024-01-01'                  | date          | 2024-01-01           | false
            '2024-01-01T00:00:00.0019Z'   | timestamp     | 2024-01-01T00:00:00.001Z | false
            '1969-12-31T23:59:59.9999Z'   | timestamp     | 1969-12-31T23:59:59.999Z | false
            timestamp_ntz'2024-01-01'     | timestamp     | 2024-01-01T00:00:00Z | false
            1704067200L                   | timestamp     | -                    | true
            '[1,2]'                       | array<int>    | ArraySeq(1, 2)       | false
            20240101                      | date          | -                    | true
            '[1'                          | array<int>    | -                    | true
            """)
    void keepsAValueOrMakesItNull(String received, String type, String expected, boolean unfit) {
        Column declared = new Column("c", type(type));
        Dataset<Row> rows = spark.sql("SELECT " + received + " AS c");

        Row row = rows.select(
                        Typing.typed(rows.schema(), declared).as("typed"),
                        Typing.unfit(rows.schema(), declared).as("unfit"))
                .head();

        assertThat(row.isNullAt(0) ? "-" : shown(row.get(0))).isEqualTo(expected);
        assertThat(row.getBoolean(1)).isEqualTo(unfit);
    }

    @Test
    void readsWhatWasLandedAsText() {
        Column declared = new Column("c", DataType.DOUBLE);
        Dataset<Row> rows =
                spark.sql("SELECT * FROM VALUES (1.5D, NULL), (NULL, '2.5'), (NULL, 'x') t(c, c__as_string)");

        assertThat(rows.select(Typing.typed(rows.schema(), declared))
                        .collectAsList()
                        .toString())
                .isEqualTo("[[1.5], [2.5], [null]]");
        assertThat(rows.select(Typing.unfit(rows.schema(), declared))
                        .collectAsList()
                        .toString())
                .isEqualTo("[[false], [false], [true]]");
    }

    private static String shown(Object value) {
        return value instanceof scala.collection.Seq<?> seq
                ? "ArraySeq(" + seq.mkString(", ") + ")"
                : String.valueOf(value);
    }

    private static DataType type(String text) {
        return switch (text) {
            case "int" -> DataType.INT;
            case "bigint" -> DataType.BIGINT;
            case "double" -> DataType.DOUBLE;
            case "string" -> DataType.STRING;
            case "boolean" -> DataType.BOOLEAN;
            case "date" -> DataType.DATE;
            case "timestamp" -> DataType.TIMESTAMP;
            case "array<int>" -> DataType.array(DataType.INT);
            case "decimal(10,2)" -> DataType.decimal(10, 2);
            case "decimal(10,1)" -> DataType.decimal(10, 1);
            default -> throw new IllegalArgumentException(text);
        };
    }
}
