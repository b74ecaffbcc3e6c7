package io.sluice.workflows.ask;

import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.input.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code Ask}: a question, and what it is about. A field that its question does not take is an error.
 *
 * @param question release, differences, partition, training_set or model
 * @param release for example {@code customer_activity@v1-000002}; of differences the older one
 * @param other of differences the newer release
 * @param source whose partition
 * @param partition for example {@code 2010-12-01}
 * @param trainingSet one build, for example {@code purchases-000001}
 * @param model as it was registered
 * @param version of the model
 */
public record AskInput(
        String question,
        @Nullable String release,
        @Nullable String other,
        @Nullable String source,
        @Nullable String partition,
        @Nullable String trainingSet,
        @Nullable String model,
        @Nullable String version) {
    /** What can be asked, each with the fields that it takes. */
    public enum Question {
        /** What a release consists of. */
        RELEASE("release"),
        /** What differs between two releases. */
        DIFFERENCES("release", "other"),
        /** Which releases, training sets and models hold a partition. */
        PARTITION("source", "partition"),
        /** What a training set was made of. */
        TRAINING_SET("trainingSet"),
        /** Which data trained a model. */
        MODEL("model", "version");

        private final List<String> fields;

        Question(String... fields) {
            this.fields = List.of(fields);
        }

        /** As it is typed. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The question, checked: known, with the fields that it takes and no others. */
    public Question asked() {
        Question asked = Stream.of(Question.values())
                .filter(one -> one.text().equals(question))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException("Invalid input of Ask: question: expected one of %s, not %s%s"
                                .formatted(texts(), question, Nearest.hint(question, texts()))));
        List<String> given = given();
        if (!given.equals(asked.fields)) {
            throw new InvalidInputException("Invalid input of Ask: the question %s takes %s, not %s"
                    .formatted(
                            asked.text(),
                            String.join(" and ", asked.fields),
                            given.isEmpty() ? "nothing" : String.join(" and ", given)));
        }
        return asked;
    }

    private List<String> given() {
        List<String> given = new ArrayList<>();
        add(given, "release", release);
        add(given, "other", other);
        add(given, "source", source);
        add(given, "partition", partition);
        add(given, "trainingSet", trainingSet);
        add(given, "model", model);
        add(given, "version", version);
        return given;
    }

    private static void add(List<String> given, String name, @Nullable String value) {
        if (value != null) {
            given.add(name);
        }
    }

    private static List<String> texts() {
        return Stream.of(Question.values()).map(Question::text).toList();
    }
}
