package io.sluice.quality.expectation;

import static io.sluice.quality.testing.Audits.expectation;
import static io.sluice.quality.testing.Audits.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.definitions.model.gate.ExpectationTypes;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ExpectationCatalogueTest {
    private static final List<Column> SCHEMA = List.of(
            new Column("price", DataType.decimal(10, 2)),
            new Column("name", DataType.STRING),
            new Column("day", DataType.DATE),
            new Column("tags", DataType.array(DataType.STRING)));
    private static final String BETWEEN = "expect_column_values_to_be_between";

    @Test
    void acceptsWhatIsRight() {
        assertThat(problems(BETWEEN, "column", "price", "min_value", 0, "max_value", 9.5, "mostly", 0.9))
                .isEmpty();
        assertThat(problems(BETWEEN, "column", "day", "min_value", "2010-12-01", "row_condition", "name = 'x'"))
                .isEmpty();
        assertThat(problems(BETWEEN, "column", "price", "min_value", 0, "result_format", "SUMMARY", "max_value", null))
                .isEmpty();
    }

    @Test
    void namesTheNearestExpectationParameterAndColumn() {
        assertThat(problems("expect_column_values_to_be_betwen", "column", "price"))
                .containsExactly("Expectation rule: there is no expectation expect_column_values_to_be_betwen;"
                        + " did you mean expect_column_values_to_be_between?");
        assertThat(problems(BETWEEN, "column", "price", "min_valeu", 1, "max_value", 2))
                .containsExactly("Expectation rule: unknown parameter min_valeu; did you mean min_value?");
        assertThat(problems(BETWEEN, "column", "prize", "min_value", 1))
                .containsExactly("Expectation rule: column prize does not exist; did you mean price?");
        assertThat(problems("expect_compound_columns_to_be_unique", "column_list", List.of("price", "nam")))
                .containsExactly("Expectation rule: column_list nam does not exist; did you mean name?");
    }

    @Test
    void refusesWrongTypes() {
        assertThat(problems(BETWEEN, "column", 3, "min_value", List.of(1), "strict_min", "yes", "mostly", 95))
                .containsExactly(
                        "Expectation rule: column must be the name of a column, not 3",
                        "Expectation rule: min_value must be one value, not [1]",
                        "Expectation rule: strict_min must be true or false, not yes",
                        "Expectation rule: mostly must be a number from 0 to 1, not 95");
        assertThat(problems(BETWEEN, "column", "price", "min_value", "cheap"))
                .containsExactly("Expectation rule: min_value \"cheap\" is not a finite number");
        assertThat(problems(BETWEEN, "column", "price", "min_value", Double.NaN))
                .hasSize(1);
        assertThat(problems(BETWEEN, "column", "name", "min_value", 3))
                .containsExactly("Expectation rule: min_value 3 is not a text");
        assertThat(problems(BETWEEN, "column", "day", "min_value", "1st of May"))
                .hasSize(1);
        assertThat(problems(BETWEEN, "column", "tags", "min_value", 3))
                .containsExactly("Expectation rule: column tags has type array<string>, which has no order");
        assertThat(problems("expect_column_values_to_be_in_set", "column", "price", "value_set", List.of(1, "a")))
                .containsExactly("Expectation rule: value_set: \"a\" is not a finite number");
        assertThat(problems("expect_column_mean_to_be_between", "column", "name", "min_value", 1))
                .containsExactly("Expectation rule: column name has type string, which is not a number");
        assertThat(problems("expect_column_value_lengths_to_be_between", "column", "name", "min_value", 1.5))
                .containsExactly("Expectation rule: min_value must be a whole number, not 1.5");
        assertThat(problems("expect_column_values_to_be_of_type", "column", "name", "type_", "strnig"))
                .containsExactly("Expectation rule: type_ strnig is not a known type; did you mean string?");
        assertThat(problems(
                        "expect_column_pair_values_a_to_be_greater_than_b", "column_A", "price", "column_B", "name"))
                .containsExactly("Expectation rule: column price of type decimal(10,2) and column name of type string"
                        + " cannot be compared");
    }

    @Test
    void refusesContradictionsAndNothingAtAll() {
        assertThat(problems(BETWEEN, "column", "price"))
                .containsExactly("Expectation rule: min_value and max_value are both missing, so nothing is expected");
        assertThat(problems(BETWEEN, "column", "price", "min_value", 3, "max_value", 2.5))
                .containsExactly("Expectation rule: min_value 3 is greater than max_value 2.5");
        assertThat(problems(BETWEEN, "column", "price", "min_value", 3, "max_value", 3.0, "strict_max", true))
                .containsExactly("Expectation rule: no value is strictly between min_value 3 and max_value 3.0");
        assertThat(problems("expect_table_row_count_to_be_between", "min_value", 3, "max_value", 2))
                .hasSize(1);
        assertThat(problems(BETWEEN, "min_value", 3)).containsExactly("Expectation rule: column is missing");
    }

    /** By type and parameter; a null is left out. */
    static List<Arguments> parameters() {
        List<Arguments> parameters = new ArrayList<>();
        ExpectationCatalogue.all().forEach((name, type) -> {
            List<Parameter> all = new ArrayList<>(type.parameters());
            all.add(Parameter.RESULT_FORMAT);
            if (type.readsRows()) {
                all.addAll(List.of(Parameter.ROW_CONDITION, Parameter.CONDITION_PARSER));
            }
            all.forEach(parameter -> parameters.add(Arguments.of(name, parameter)));
        });
        return parameters;
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void refusesAWrongTypeOfEveryParameterOfEveryExpectation(String type, Parameter parameter) {
        for (Object wrong : wrong(parameter.kind())) {
            assertThat(problems(type, parameter.name(), wrong))
                    .as(parameter.name() + " " + wrong)
                    .anyMatch(problem -> problem.startsWith("Expectation rule: " + parameter.name() + " "));
        }
    }

    private static List<Object> wrong(Parameter.Kind kind) {
        return switch (kind) {
            case COLUMN -> List.of(3, "prise", List.of("price"));
            case COLUMNS -> List.of("price", List.of(3), List.of("prise"), List.of());
            case TEXT -> List.of(3, "", List.of("a"));
            case PATTERN -> List.of(3, List.of("a"));
            case TEXTS -> List.of("a", List.of(3));
            case BOUND -> List.of(List.of(1), true, Map.of("a", 1));
            case VALUES -> List.of(1, "a");
            case REGEX -> List.of(3, "(", "[a", "*");
            case REGEXES -> List.of("a", List.of(3), List.of("("), List.of());
            case INTEGER -> List.of(1.5, "1", true);
            case NUMBER -> List.of("1", true, Double.NaN);
            case MAPPING -> List.of("a", List.of());
            case SCALAR -> List.of(List.of(1), Map.of("a", 1));
            case FLAG -> List.of("true", 1);
            case SHARE -> List.of(1.01, -0.1, "1");
            case CONDITION -> List.of("price >", 3, "reflect('a', 'b')");
            case RESULT_FORMAT ->
                List.of(
                        "BASICS",
                        3,
                        Map.of("partial_unexpected_count", 3),
                        Map.of("result_format", "BASIC", "partial", 3),
                        Map.of("result_format", "BASIC", "partial_unexpected_count", -1),
                        Map.of("result_format", "BASIC", "include_unexpected_rows", "yes"),
                        Map.of("result_format", "BASIC", "unexpected_index_column_names", List.of("prise")));
            case CHOICE -> List.of("zzz", 3);
        };
    }

    @Test
    void refusesContradictoryBoundsWhereverThereAreBounds() {
        List<String> bounded = ExpectationCatalogue.all().values().stream()
                .filter(type -> type.parameters().stream()
                        .map(Parameter::name)
                        .toList()
                        .containsAll(List.of("min_value", "max_value")))
                .map(ExpectationType::type)
                .toList();
        assertThat(bounded).hasSizeGreaterThan(15);
        for (String type : bounded) {
            boolean isText = type.contains("lengths");
            boolean hasColumn = ExpectationCatalogue.find(type).orElseThrow().parameters().stream()
                    .anyMatch(parameter -> parameter.name().equals("column"));
            Object[] pairs = hasColumn
                    ? new Object[] {"column", isText ? "name" : "price", "min_value", 3, "max_value", 2}
                    : new Object[] {"min_value", 3, "max_value", 2};
            assertThat(problems(type, pairs))
                    .as(type)
                    .anyMatch(problem -> problem.contains("min_value 3 is greater than max_value 2"));
        }
    }

    @Test
    void refusesRegularExpressionsThatDoNotCompile() {
        assertThat(problems("expect_column_values_to_match_regex", "column", "name", "regex", "a(b"))
                .containsExactly("Expectation rule: regex a(b does not compile: Unclosed group at position 3");
    }

    @Test
    void refusesRegularExpressionsThatExplode() {
        assertThat(problems("expect_column_values_to_match_regex", "column", "name", "regex", "^x(a|a)*$"))
                .containsExactly("Expectation rule: regex ^x(a|a)*$ may explode: at position 2, (a|a)* can"
                        + " match the same text in very many ways; write it so that each text matches in one way");
        assertThat(problems(
                        "expect_column_values_to_match_regex_list",
                        "column",
                        "name",
                        "regex_list",
                        List.of("a", "(a+)+")))
                .singleElement()
                .asString()
                .contains("at position 0, (a+)+ can match");
        assertThat(problems(
                        "expect_column_values_to_match_json_schema",
                        "column",
                        "name",
                        "json_schema",
                        Map.of("pattern", "(a+)+")))
                .singleElement()
                .asString()
                .contains("has the pattern (a+)+, which may explode");
        for (String condition :
                List.of("name rlike '(a+)+'", "regexp_like(name, '(a+)+')", "name IS NULL OR name RLIKE '(a+)+'")) {
            assertThat(problems("expect_column_values_to_not_be_null", "column", "name", "row_condition", condition))
                    .as(condition)
                    .singleElement()
                    .asString()
                    .contains("has the pattern (a+)+");
        }
    }

    @Test
    void refusesPatternsOfLikeThatMayNotComeBack() {
        String sentence =
                "Expectation rule: has the pattern %a%b%c%d%e%, which has 5 % before its last letter; a search"
                        + " for more than 4 may not come back on a long text";
        assertThat(problems(
                        "expect_column_values_to_match_like_pattern", "column", "name", "like_pattern", "%a%b%c%d%e%"))
                .containsExactly(sentence);
        assertThat(problems(
                        "expect_column_values_to_not_match_like_pattern_list",
                        "column",
                        "name",
                        "like_pattern_list",
                        List.of("%%a%b%c%d%", "%a%b%c%d%e%")))
                .containsExactly(sentence);
        for (String condition : List.of(
                "name like '%a%b%c%d%e'",
                "name not ilike '%a%b%c%d%e'",
                "name like any ('a', '%a%b%c%d%e')",
                "name not like all ('a', '%a%b%c%d%e')")) {
            assertThat(problems("expect_column_values_to_not_be_null", "column", "name", "row_condition", condition))
                    .as(condition)
                    .singleElement()
                    .asString()
                    .contains("row_condition has the pattern %a%b%c%d%e, which has 5 %");
        }
    }

    @Test
    void refusesPatternsThatOnlyDataKnows() {
        for (String condition : List.of("name like name", "name rlike concat(name, '+')", "regexp_like('a', name)")) {
            assertThat(problems("expect_column_values_to_not_be_null", "column", "name", "row_condition", condition))
                    .as(condition)
                    .singleElement()
                    .asString()
                    .contains("searches for a pattern that is not written but computed");
        }
    }

    @Test
    void refusesConditionsThatDoMoreThanLookAtTheRow() {
        for (String condition : List.of(
                "java_method('java.lang.System', 'exit', 1) = 'x'",
                "reflect('a', 'b') = 'x'",
                "price > rand()",
                "price IN (SELECT 1)",
                "exists (SELECT 1)",
                "price > 1 oops",
                "count(*) > 1",
                "sum(price) OVER (PARTITION BY name) > 1",
                "prize > 1",
                "price > 1) OR (price < 0",
                "current_user() = 'x'",
                "price >",
                "")) {
            assertThat(problems(BETWEEN, "column", "price", "min_value", 0, "row_condition", condition))
                    .as(condition)
                    .hasSize(1);
        }
        assertThat(problems(BETWEEN, "column", "price", "min_value", 0, "row_condition", "prize > 1"))
                .containsExactly("Expectation rule: row_condition names a column that does not exist: prize;"
                        + " did you mean price?");
        assertThat(problems(
                        BETWEEN,
                        "column",
                        "price",
                        "min_value",
                        0,
                        "row_condition",
                        "lower(Name) LIKE 'a%' AND day BETWEEN DATE '2010-01-01' AND '2010-02-01' OR size(tags) > 1"))
                .isEmpty();
        assertThat(problems(
                        BETWEEN,
                        "column",
                        "price",
                        "min_value",
                        0,
                        "row_condition",
                        "price > 1",
                        "condition_parser",
                        "pandas"))
                .containsExactly("Expectation rule: condition_parser must be spark or great_expectations or"
                        + " great_expectations__experimental__, not pandas");
    }

    @Test
    void refusesRowActionsWhereNoRowIsJudgedAndTakenIds() {
        Expectation table =
                named("rows", Severity.ERROR, RowAction.QUARANTINE, "expect_table_row_count_to_equal", "value", 1);
        assertThat(ExpectationCatalogue.check(table, SCHEMA))
                .containsExactly("Expectation rows: rows: quarantine is not possible,"
                        + " expect_table_row_count_to_equal does not judge single rows");
        Expectation taken =
                named("not_empty", Severity.ERROR, RowAction.KEEP, "expect_table_row_count_to_equal", "value", 1);
        assertThat(ExpectationCatalogue.checkAll(List.of(taken, taken), SCHEMA))
                .containsExactly(
                        "Expectation not_empty: the id is taken by a rule that every gate has",
                        "Expectation not_empty: the id is used twice",
                        "Expectation not_empty: the id is taken by a rule that every gate has");
    }

    @Test
    void doesNotCompileWhatItRefuses() {
        assertThatThrownBy(() -> ExpectationCatalogue.compile(expectation(BETWEEN, "column", "prize"), SCHEMA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prize");
    }

    @Test
    void knowsEveryTypeByItsOwnName() {
        assertThat(ExpectationCatalogue.all().keySet()).containsExactlyInAnyOrderElementsOf(ExpectationTypes.ALL);
        ExpectationCatalogue.all().forEach((name, type) -> {
            assertThat(name).isEqualTo(type.type());
            assertThat(ExpectationCatalogue.check(
                            new Expectation("rule", name, Map.of("colunm", 1), Severity.ERROR, RowAction.KEEP), SCHEMA))
                    .as(name)
                    .anyMatch(problem -> problem.contains("unknown parameter colunm"));
        });
    }

    private static List<String> problems(String type, Object... pairs) {
        return ExpectationCatalogue.check(expectation(type, pairs), SCHEMA);
    }
}
