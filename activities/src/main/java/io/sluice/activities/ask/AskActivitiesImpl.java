package io.sluice.activities.ask;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.table.ModelRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.workflows.ask.Answer;
import io.sluice.workflows.ask.AskActivities;
import io.sluice.workflows.ask.AskInput;
import io.sluice.workflows.ask.AskInput.Question;
import io.sluice.workflows.ask.ModelFacts;
import io.sluice.workflows.ask.PartitionUses;
import io.sluice.workflows.ask.ReleaseDifferences;
import io.sluice.workflows.ask.ReleaseFacts;
import io.sluice.workflows.ask.TrainingFacts;
import org.jspecify.annotations.Nullable;

/** {@link AskActivities} over the system tables. Reads only. */
public final class AskActivitiesImpl implements AskActivities {
    /** Of the 128 KiB that a payload may have; its converter may write a little more than this one. */
    private static final int MOST_BYTES = 96 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Published published;
    private final ReleaseReader releases;
    private final Differences differences;
    private final Uses uses;

    public AskActivitiesImpl(Lake lake, SystemTables tables) {
        requireNonNull(lake, "lake is null");
        this.published = new Published(requireNonNull(tables, "tables is null"));
        this.releases = new ReleaseReader(lake, tables);
        this.differences = new Differences(tables);
        this.uses = new Uses(tables);
    }

    @Override
    public Answer answer(AskInput input) {
        Bound bound = Bound.WIDEST;
        Answer answer = answer(input, bound);
        while (bytes(answer) > MOST_BYTES && !bound.isNarrowest()) {
            bound = bound.narrower();
            answer = answer(input, bound);
        }
        return answer;
    }

    private static int bytes(Answer answer) {
        try {
            return JSON.writeValueAsBytes(answer).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write an answer", e);
        }
    }

    private Answer answer(AskInput input, Bound bound) {
        return switch (input.asked()) {
            case RELEASE -> release(text(input.release()), bound);
            case DIFFERENCES -> differences(text(input.release()), text(input.other()), bound);
            case PARTITION -> partition(text(input.source()), text(input.partition()), bound);
            case TRAINING_SET -> trainingSet(text(input.trainingSet()), bound);
            case MODEL -> model(text(input.model()), text(input.version()), bound);
        };
    }

    private Answer release(String name, Bound bound) {
        ReleaseFacts facts = releases.facts(published.release(name), bound);
        String sentence = "%s: certified from %s through %s, published %s"
                .formatted(name, facts.certifiedFrom(), facts.certifiedThrough(), facts.publishedAt());
        return new Answer(Question.RELEASE.text(), sentence, facts, null, null, null, null);
    }

    private Answer differences(String older, String newer, Bound bound) {
        ReleaseDifferences found = differences.between(published.release(older), published.release(newer));
        String sentence = "%s and %s: %d definitions and %d tables differ, rows of %d datasets"
                .formatted(
                        older,
                        newer,
                        found.definitions().size(),
                        found.tables().size(),
                        found.datasets().size());
        ReleaseDifferences shown = Differences.shown(found, bound);
        return new Answer(Question.DIFFERENCES.text(), sentence, null, shown, null, null, null);
    }

    private Answer partition(String source, String partition, Bound bound) {
        PartitionUses found = uses.of(source, partition);
        String sentence = "%s of %s was published %d times; it is in %d releases, %d training sets, %d models"
                .formatted(
                        partition,
                        source,
                        found.versions().size(),
                        found.releases().size(),
                        found.trainingSets().size(),
                        found.models().size());
        return new Answer(Question.PARTITION.text(), sentence, null, null, Uses.shown(found, bound), null, null);
    }

    private Answer trainingSet(String name, Bound bound) {
        TrainingFacts facts = releases.facts(published.trainingSet(name), published, bound);
        String sentence = "%s: %d rows in %s from %d releases"
                .formatted(name, facts.rows(), facts.table(), facts.releases().size());
        return new Answer(Question.TRAINING_SET.text(), sentence, null, null, null, facts, null);
    }

    private Answer model(String model, String version, Bound bound) {
        ModelRow row = published.model(model, version);
        TrainingFacts facts = releases.facts(published.trainingSet(row.trainingSet()), published, bound);
        String sentence = "%s %s was trained with %s, %d rows".formatted(model, version, facts.table(), facts.rows());
        ModelFacts trained = new ModelFacts(
                model, version, row.requestedBy(), row.reason(), row.at().toString(), facts);
        return new Answer(Question.MODEL.text(), sentence, null, null, null, null, trained);
    }

    private static String text(@Nullable String field) {
        return requireNonNull(field, "a field of the question is missing");
    }
}
