package io.sluice.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page that lists the functions is what the allow-list says; {@code -Dsluice.write=expressions} writes it anew. */
final class ExpressionsDocTest {
    private static final Path PAGE = Path.of("..", "infra", "docs", "expressions.md");
    private static final String START = "<!-- the rest of this page is written by ExpressionsDocTest -->\n";
    private static final List<String> TITLES =
            List.of("Operators", "Numbers", "Choices and casts", "Texts", "Times", "Arrays and structs");

    @Test
    void everyFunctionHasAnExampleThatUsesIt() {
        List<String> shown = new ArrayList<>();
        for (String line :
                FunctionExamples.groups().stream().flatMap(List::stream).toList()) {
            String examples = String.join(" ", FunctionExamples.examples(line));
            FunctionExamples.names(line).stream()
                    .filter(name -> examples.matches("(?s).*\\b" + name + "\\b.*"))
                    .forEach(shown::add);
        }
        assertThat(shown).containsAll(AllowList.FUNCTIONS);
    }

    /** That they give values or NULL for every row is held by {@link TotalityTest}. */
    @Test
    void everyExampleCompiles() {
        CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
        FunctionExamples.groups().stream()
                .flatMap(List::stream)
                .flatMap(line -> FunctionExamples.examples(line).stream())
                .forEach(text -> assertThat(
                                compiler.compile(text, FunctionExamples.COLUMNS).type())
                        .as(text)
                        .isNotNull());
    }

    @Test
    void thePageListsThem() throws IOException {
        String page = Files.readString(PAGE);
        String head = page.substring(0, page.indexOf(START) + START.length());
        if ("expressions".equals(System.getProperty("sluice.write"))) {
            Files.writeString(PAGE, head + tables());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(head + tables());
    }

    private static String tables() {
        StringBuilder page = new StringBuilder();
        Iterator<String> titles = TITLES.iterator();
        for (List<String> group : FunctionExamples.groups()) {
            page.append("\n## ").append(titles.next()).append("\n\n| | examples |\n|---|---|\n");
            for (String line : group) {
                page.append("| ")
                        .append(String.join(", ", FunctionExamples.names(line)))
                        .append(" | ");
                page.append(String.join(
                        ", ",
                        FunctionExamples.examples(line).stream()
                                .map(text -> "`" + text + "`")
                                .toList()));
                page.append(" |\n");
            }
        }
        return page.toString();
    }
}
