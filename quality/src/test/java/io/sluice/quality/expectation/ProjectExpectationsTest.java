package io.sluice.quality.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.reading.ProjectParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expectations where people write them: in the files of a project. */
final class ProjectExpectationsTest {
    private static final String SOURCE = """
            source: online_retail_lines
            kind: events
            schema: {InvoiceDate: timestamp, UnitPrice: double, CustomerID: string, Quantity: int}
            event_time: InvoiceDate
            batch: {format: csv, path: lines.csv, partition: day}
            gate: online_retail_lines
            """;
    private static final String FEATURES = """
            feature: lines_7d
            entity: customer
            source: online_retail_lines
            window: 7 days
            """;
    private static final String VIEW = """
            view: customers
            entity: customer
            features: [lines_7d]
            gate: customers
            """;

    @Test
    void theGateOfTheReadmeIsOne() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String section = readme.substring(readme.indexOf("### Write a gate"));
        String begin = "```yaml\n";
        String gate = section.substring(section.indexOf(begin) + begin.length(), section.indexOf("```\n"));

        Project project = parse(new DefinitionFile("source.yaml", SOURCE), new DefinitionFile("gate.yaml", gate));

        Gate read = project.gates().get(0);
        assertThat(read.expectations()).hasSize(3);
        assertThat(read.expectations().get(0).id()).isEqualTo("price_not_negative");
        assertThat(read.expectations().get(2).rows()).isEqualTo(RowAction.QUARANTINE);
        assertThat(read.policy().approvers()).containsExactly("ana", "ben");
    }

    @Test
    void whatTheGateOfAViewSaysIsCheckedAgainstTheColumnsOfTheView() {
        assertThat(errors("""
                gate: customers
                expectations:
                  - {type: expect_column_values_to_be_between, kwargs: {column: lines_7d, min_value: many}}
                  - {type: expect_column_values_to_be_between, kwargs: {column: CustomerID, min_value: 3}}
                  - {type: expect_column_values_to_be_between, kwargs: {column: lines_7d__ts, min_valeu: 2010-12-01}}
                  - {type: expect_column_values_to_be_between, kwargs: {column: lines_7, min_value: 3}}
                  - {type: expect_column_mean_to_be_between, kwargs: {column: carry, min_value: 3}}
                  - {type: expect_table_row_count_to_be_between, kwargs: {min_value: 3, max_value: 2}}
                  - type: unexpected_rows_expectation
                    kwargs: {unexpected_rows_query: "SELECT * FROM {batch} WHERE line_7d < 0"}
                """))
                .containsExactly(
                        "gate.yaml:3:56: expect_column_values_to_be_between: min_value \"many\" is not a finite number",
                        "gate.yaml:4:56: expect_column_values_to_be_between: min_value 3 is not a text",
                        "gate.yaml:5:56: expect_column_values_to_be_between: unknown parameter min_valeu; did you mean"
                                + " min_value?",
                        "gate.yaml:6:56: view customers has no column lines_7; did you mean lines_7d?",
                        "gate.yaml:7:54: expect_column_mean_to_be_between: column carry has type boolean, which is not a"
                                + " number",
                        "gate.yaml:8:58: expect_table_row_count_to_be_between: min_value 3 is greater than max_value 2",
                        "gate.yaml:10:13: unexpected_rows_expectation: unexpected_rows_query does not fit the columns:"
                                + " [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column or function parameter with name"
                                + " `line_7d` cannot be resolved. Did you mean one of the following? [`lines_7d`,"
                                + " `carry`, `day`, `lines_7d__ts`, `lines_7d__until`].; line 1 pos 33");
    }

    private static List<String> errors(String gate) {
        InvalidProjectException invalid = catchThrowableOfType(
                InvalidProjectException.class,
                () -> parse(
                        new DefinitionFile("source.yaml", SOURCE.replaceFirst("gate: .*\n", "")),
                        new DefinitionFile("entity.yaml", "entity: customer\nkeys: {CustomerID: string}\n"),
                        new DefinitionFile("feature.yaml", FEATURES),
                        new DefinitionFile("view.yaml", VIEW),
                        new DefinitionFile("gate.yaml", gate)));
        List<String> errors = new ArrayList<>();
        invalid.findings().forEach(finding -> errors.add(finding.toString()));
        return errors;
    }

    private static Project parse(DefinitionFile... files) {
        List<DefinitionFile> all = new ArrayList<>(List.of(files));
        all.add(new DefinitionFile("project.yaml", "project: shop\ndefaults: {source: online_retail_lines}\n"));
        ExpressionCompiler none = (text, columns) -> {
            throw new ExpressionException("no expression is written here", 0);
        };
        return ProjectParser.parse(all, none, ExpectationCatalogue::problems);
    }
}
