package io.sluice.definitions.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DataTypeTest {
    @Test
    void readsWhatItPrints() {
        for (String text : List.of(
                "boolean",
                "int",
                "bigint",
                "double",
                "string",
                "binary",
                "date",
                "timestamp",
                "decimal(38,0)",
                "array<array<int>>",
                "vector(768)",
                "struct<a: int, b: array<struct<c: decimal(4,2)>>>")) {
            assertThat(DataType.parse(text).toString()).isEqualTo(text);
        }
        assertThat(DataType.parse(" Decimal ( 10 , 2 ) ")).isEqualTo(DataType.decimal(10, 2));
        assertThat(DataType.parse("struct<a:int>")).isEqualTo(DataType.parse("struct< a : INT >"));
    }

    @Test
    void refusesWhatIsNoType() {
        for (String text : List.of(
                "",
                "array",
                "array<>",
                "array<int",
                "array<int>>",
                "decimal",
                "decimal(5)",
                "decimal(5,2",
                "vector",
                "vector(x)",
                "struct<>",
                "struct<a>",
                "struct<a int>",
                "struct<1: int>",
                "int int",
                "int;",
                "map<int,int>",
                "array<".repeat(30) + "int" + ">".repeat(30))) {
            assertThatThrownBy(() -> DataType.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("not " + text);
        }
        assertThatThrownBy(() -> DataType.parse("array<strng>"))
                .hasMessageEndingWith("not array<strng>; did you mean string?");
        assertThatThrownBy(() -> DataType.parse("struct<a: int, A: int>"))
                .hasMessage(
                        "The fields of a struct differ in more than case; A is there twice in struct<a: int, A: int>");
        assertThatThrownBy(() -> DataType.parse("decimal(39,2)"))
                .hasMessage("A decimal has 1 to 38 digits and no more decimal places than digits, not decimal(39,2)");
        assertThatThrownBy(() -> DataType.parse("vector(0)"))
                .hasMessage("A vector has 1 to 65536 numbers, not vector(0)");
    }
}
