package io.sluice.activities.check;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.project.Finding;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.reading.expectation.SuiteReader;
import io.sluice.definitions.reading.expectation.SuiteReader.Placed;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Samples;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.expectation.ReservedRules;
import io.sluice.quality.sql.RowOrder;
import io.sluice.quality.sql.SparkColumns;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Evaluates a suite on a local file as a gate would, in the process at hand. */
public final class LocalCheck {
    private LocalCheck() {}

    /**
     * Reads a suite: a gate's YAML, or what Great Expectations exported (.json).
     *
     * @throws InvalidProjectException with every error of the suite, each with its place
     * @throws IllegalArgumentException with a sentence when there is no such file
     */
    public static List<Placed> suite(Path suite) {
        return SuiteReader.read(new DefinitionFile(suite.toString(), text(suite)));
    }

    /**
     * Judges the rows of a file by the expectations of a suite; the rules that only gates have are left out.
     *
     * @param identifying columns whose values are not shown among samples
     * @throws InvalidProjectException with every expectation that does not fit the columns
     * @throws IllegalArgumentException with a sentence when the data cannot be read
     */
    public static AuditResult run(
            SparkSession session, List<Placed> placed, Path data, Collection<String> identifying) {
        Dataset<Row> rows = LocalData.read(session, data);
        check(placed, SparkColumns.of(RowOrder.without(rows).schema()));
        List<Expectation> expectations =
                placed.stream().map(Placed::expectation).toList();
        AuditFacts facts = new AuditFacts(
                data.getFileName().toString(), "", "", 1, -1, 0, 0, List.of(), List.of(), List.of(), 0, true, 1.0);
        rows.cache();
        try {
            AuditResult result = Samples.add(rows, expectations, Audit.run(rows, expectations, facts), identifying);
            return new AuditResult(
                    result.facts(),
                    result.rows(),
                    result.outcome(),
                    result.rules().stream()
                            .filter(rule -> !ReservedRules.NAMES.contains(rule.type()))
                            .toList());
        } finally {
            rows.unpersist();
        }
    }

    private static void check(List<Placed> placed, List<Column> columns) {
        List<Finding> findings = placed.stream()
                .flatMap(one -> ExpectationCatalogue.problems(one.expectation(), columns).stream()
                        .map(problem -> new Finding(
                                one.place().path(),
                                one.place().line(),
                                one.place().column(),
                                one.expectation().type() + ": " + problem)))
                .toList();
        if (!findings.isEmpty()) {
            throw new InvalidProjectException(findings);
        }
    }

    private static String text(Path suite) {
        try {
            return Files.readString(suite);
        } catch (CharacterCodingException wrong) {
            throw new IllegalArgumentException("The suite " + suite + " is not UTF-8", wrong);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("There is no suite " + suite + " that could be read", unreadable);
        }
    }
}
