package io.sluice.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of infra/docs/sources.md are definitions. */
final class SourcesPageTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleIsValid() throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("..", "infra", "docs", "sources.md")));
        ProjectText project = new ProjectText();
        int found = 0;
        while (examples.find()) {
            project = project.with("s" + found++ + ".yaml", examples.group(1));
        }

        Set<String> readers = new TreeSet<>();
        for (Source source : project.parse().sources()) {
            if (source.name().startsWith("orders_")) {
                readers.add(Objects.requireNonNull(source.batch()).reader());
            }
        }
        assertThat(readers).containsExactly("api", "avro", "csv", "jdbc", "json");
    }
}
