package io.sluice.workflows.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.input.InputReader;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What infra/docs/training.md tells people to type is taken, and every field is told. */
final class TrainingPageTest {
    private static final Path PAGE = Path.of("../infra/docs/training.md");

    @Test
    void theExampleIsValidAndEveryFieldIsThere() throws IOException {
        String page = Files.readString(PAGE);
        Matcher example = Pattern.compile("--input '(\\{.*})'").matcher(page);
        assertThat(example.find()).isTrue();
        assertThat(InputReader.read(TrainingSet.TYPE, TrainingSetInput.class, Sluice.json(example.group(1)), null)
                        .labels()
                        .rowId())
                .isEqualTo("order_id");
        Stream.concat(
                        Arrays.stream(TrainingSetInput.class.getRecordComponents()),
                        Arrays.stream(LabelsInput.class.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("labels") && !name.equals("requestedBy") && !name.equals("reason"))
                .forEach(name -> assertThat(page).containsPattern("`(labels\\.)?" + name + "`"));
    }
}
