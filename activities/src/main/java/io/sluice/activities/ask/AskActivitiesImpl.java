package io.sluice.activities.ask;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.table.ModelRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.workflows.ask.Answer;
import io.sluice.workflows.ask.AskActivities;
import io.sluice.workflows.ask.AskInput;
import io.sluice.workflows.ask.ModelFacts;
import io.sluice.workflows.ask.PartitionUses;
import io.sluice.workflows.ask.ReleaseDifferences;
import io.sluice.workflows.ask.ReleaseFacts;
import io.sluice.workflows.ask.TrainingFacts;

/** {@link AskActivities} over the system tables. Reads only. */
public final class AskActivitiesImpl implements AskActivities {
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
        return switch (input.question()) {
            case "release" -> release(text(input.release()));
            case "differences" -> differences(text(input.release()), text(input.other()));
            case "partition" -> partition(text(input.source()), text(input.partition()));
            case "training_set" -> trainingSet(text(input.trainingSet()));
            case "model" -> model(text(input.model()), text(input.version()));
            default -> throw new IllegalArgumentException("Unknown question " + input.question());
        };
    }

    private Answer release(String name) {
        ReleaseFacts facts = releases.facts(published.release(name));
        String sentence = "%s: certified from %s through %s, published %s"
                .formatted(name, facts.certifiedFrom(), facts.certifiedThrough(), facts.publishedAt());
        return new Answer("release", sentence, facts, null, null, null, null);
    }

    private Answer differences(String older, String newer) {
        ReleaseDifferences found = differences.between(published.release(older), published.release(newer));
        String sentence = "%s and %s: %d definitions and %d tables differ, rows of %d datasets"
                .formatted(
                        older,
                        newer,
                        found.definitions().size(),
                        found.tables().size(),
                        found.datasets().size());
        return new Answer("differences", sentence, null, found, null, null, null);
    }

    private Answer partition(String source, String partition) {
        PartitionUses found = uses.of(source, partition);
        String sentence = "%s of %s was published %d times; it is in %d releases, %d training sets, %d models"
                .formatted(
                        partition,
                        source,
                        found.versions().size(),
                        found.releases().size(),
                        found.trainingSets().size(),
                        found.models().size());
        return new Answer("partition", sentence, null, null, found, null, null);
    }

    private Answer trainingSet(String name) {
        TrainingFacts facts = releases.facts(published.trainingSet(name), published);
        String sentence = "%s: %d rows in %s from %d releases"
                .formatted(name, facts.rows(), facts.table(), facts.releases().size());
        return new Answer("training_set", sentence, null, null, null, facts, null);
    }

    private Answer model(String model, String version) {
        ModelRow row = published.model(model, version);
        TrainingFacts facts = releases.facts(published.trainingSet(row.trainingSet()), published);
        String sentence = "%s %s was trained with %s, %d rows".formatted(model, version, facts.table(), facts.rows());
        ModelFacts trained = new ModelFacts(
                model, version, row.requestedBy(), row.reason(), row.at().toString(), facts);
        return new Answer("model", sentence, null, null, null, null, trained);
    }

    private static String text(@org.jspecify.annotations.Nullable String field) {
        return requireNonNull(field, "a field of the question is missing");
    }
}
