package io.sluice.workers.bench;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.analyzers.AnalyzerOptions;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.checks.CheckStatus;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Status;
import io.sluice.workers.bench.Rounds.Side;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/**
 * P3: 51 metrics over 10 columns of a Parquet file: how many rows, and of each column completeness, least and greatest value,
 * mean and standard deviation, each with a bound. Beside it a raw scan of the same columns, which only reads every value, and
 * Deequ's own checks; both must come to the same verdicts as we do.
 */
@Tag("bench")
final class AuditBench {
    private static final int COLUMNS = 10;

    private final Scale scale = Scale.asked();
    private final int rows = scale.of(1_000_000);

    @TempDir
    private Path folder;

    private SparkSession spark;

    @BeforeEach
    void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("audit")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            Column number = functions.rand(i).multiply(100 * (i + 1));
            Column typed = i % 3 == 0 ? number.cast("bigint") : i % 3 == 1 ? number : number.cast("int");
            columns.add(functions.when(functions.rand(100 + i).geq(0.01), typed).as("c" + i));
        }
        spark.range(0, rows, 1, 4)
                .select(columns.toArray(Column[]::new))
                .write()
                .parquet(folder.resolve("data").toString());
    }

    @AfterEach
    void stop() {
        spark.stop();
    }

    @Test
    void auditsColumns() {
        Map<String, Times> times = new Rounds(3, 7)
                .run(List.of(
                        new Side("sluice", "verdicts", () -> {
                            AuditResult result = Audit.run(data(), expectations(), facts());
                            return () -> ours(result);
                        }),
                        new Side("deequ", "verdicts", () -> {
                            VerificationResult result = new VerificationSuite()
                                    .onData(data())
                                    .addChecks(JavaConverters.asScalaBuffer(checks()))
                                    .run();
                            return () -> theirs(result);
                        }),
                        new Side("raw scan", "scan", () -> {
                            data().write().format("noop").mode("overwrite").save();
                            return () -> "";
                        })));

        Times sluice = times.get("sluice");
        double overScan = sluice.seconds() / times.get("raw scan").seconds();
        double faster = times.get("deequ").seconds() / sluice.seconds();
        ResultsFile.report(
                scale,
                new Bar(
                        "P3a",
                        Times.text("51 metrics over 10 columns of %,d rows, against a raw scan of the columns", rows),
                        "≤ 2× the scan",
                        Times.text("%.2f s, %.2f× the scan", sluice.seconds(), overScan),
                        2 / overScan),
                new Bar(
                        "P3b",
                        "the same verdicts, against Deequ's own checks",
                        "≥ 6× faster",
                        Times.text(
                                "%.1f× faster (Deequ %.2f s)",
                                faster, times.get("deequ").seconds()),
                        faster / 6));
    }

    private Dataset<Row> data() {
        return spark.read().parquet(folder.resolve("data").toString());
    }

    /** Bounds that about half of the columns keep. */
    private static double bound(int column) {
        return 50.0 * COLUMNS;
    }

    private static List<Expectation> expectations() {
        List<Expectation> expectations = new ArrayList<>();
        expectations.add(expectation("rows", "expect_table_row_count_to_be_between", Map.of("min_value", 1)));
        for (int i = 0; i < COLUMNS; i++) {
            String c = "c" + i;
            Map<String, Object> most = Map.of("column", c, "max_value", bound(i));
            expectations.add(expectation(
                    "complete " + c, "expect_column_values_to_not_be_null", Map.of("column", c, "mostly", 0.95)));
            expectations.add(expectation("min " + c, "expect_column_min_to_be_between", most));
            expectations.add(expectation("max " + c, "expect_column_max_to_be_between", most));
            expectations.add(expectation("mean " + c, "expect_column_mean_to_be_between", most));
            expectations.add(expectation(
                    "stdev " + c, "expect_column_stdev_to_be_between", Map.of("column", c, "max_value", bound(i) / 4)));
        }
        return expectations;
    }

    private static Expectation expectation(String id, String type, Map<String, Object> kwargs) {
        return new Expectation(id, type, kwargs, Severity.ERROR, RowAction.KEEP);
    }

    private static AuditFacts facts() {
        return new AuditFacts("d", "p", "1", 1, -1, 0, 0, List.of(), List.of(), List.of(), 0, true, 1);
    }

    private static List<Check> checks() {
        Option<String> none = Option.empty();
        Option<AnalyzerOptions> plain = Option.empty();
        List<Check> checks = new ArrayList<>();
        checks.add(check("rows").hasSize(where(Below.atLeast(1)), none));
        for (int i = 0; i < COLUMNS; i++) {
            String c = "c" + i;
            double bound = bound(i);
            checks.add(check("complete " + c).hasCompleteness(c, where(Below.atLeast(0.95)), none, plain));
            checks.add(check("min " + c).hasMin(c, where(Below.atMost(bound)), none, plain));
            checks.add(check("max " + c).hasMax(c, where(Below.atMost(bound)), none, plain));
            checks.add(check("mean " + c).hasMean(c, where(Below.atMost(bound)), none));
            checks.add(check("stdev " + c).hasStandardDeviation(c, where(Below.atMost(bound / 4)), none));
        }
        return checks;
    }

    private static Check check(String description) {
        return new Check(
                CheckLevel.Error(),
                description,
                JavaConverters.asScalaBuffer(new ArrayList<com.amazon.deequ.constraints.Constraint>())
                        .toList());
    }

    @SuppressWarnings("unchecked") // Scala's primitive functions are those of Object in Java
    private static <T> Function1<T, Object> where(Below assertion) {
        return (Function1<T, Object>) (Function1<?, Object>) assertion;
    }

    private static Map<String, Boolean> ours(AuditResult result) {
        Map<String, Boolean> verdicts = new TreeMap<>();
        result.rules().stream()
                .filter(rule -> rule.type().startsWith("expect_"))
                .forEach(rule -> verdicts.put(rule.rule(), rule.status() == Status.PASSED));
        return checked(verdicts);
    }

    private static Map<String, Boolean> theirs(VerificationResult result) {
        Map<String, Boolean> verdicts = new TreeMap<>();
        JavaConverters.mapAsJavaMap(result.checkResults())
                .forEach((check, found) ->
                        verdicts.put(check.description(), found.status().equals(CheckStatus.Success())));
        return checked(verdicts);
    }

    private static Map<String, Boolean> checked(Map<String, Boolean> verdicts) {
        long passed = verdicts.values().stream().filter(verdict -> verdict).count();
        if (verdicts.size() != 5 * COLUMNS + 1 || passed == 0 || passed == verdicts.size()) {
            throw new IllegalStateException("Verdicts that tell nothing: " + verdicts);
        }
        return verdicts;
    }

    /** An assertion of Deequ, which it ships to executors. */
    private static final class Below extends AbstractFunction1<Object, Object> implements Serializable {
        private static final long serialVersionUID = 1;

        private final double least;
        private final double most;

        private Below(double least, double most) {
            this.least = least;
            this.most = most;
        }

        static Below atLeast(double least) {
            return new Below(least, Double.POSITIVE_INFINITY);
        }

        static Below atMost(double most) {
            return new Below(Double.NEGATIVE_INFINITY, most);
        }

        @Override
        public Object apply(Object value) {
            double number = ((Number) value).doubleValue();
            return number >= least && number <= most;
        }
    }
}
