package io.sluice.activities.registry;

import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.IngestionRequest;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.ViewSettings;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From what a person typed to the definitions that a run pins. */
final class Resolution {
    private final RegisteredProject registered;

    Resolution(RegisteredProject registered) {
        this.registered = registered;
    }

    IngestionSettings ingestion(IngestionRequest input) {
        DefinitionRef ref = registered.require("source", input.source());
        Source source = registered.project().source(input.source()).orElseThrow();
        Source.Batch batch = source.batch();
        if (batch == null) {
            throw invalid("source", "Source %s has no batch lane: it is fed by a topic only".formatted(source.name()));
        }
        Partition partition = partition(source, batch, input.partition());
        return settings(ref, source, partition.label(), location(batch, partition, input.path()));
    }

    /** What a run pins that takes rows out of a source's quarantine, whatever their partition. */
    IngestionSettings reprocess(String name) {
        DefinitionRef ref = registered.require("source", name);
        Source source = registered.project().source(name).orElseThrow();
        if (source.batch() == null) {
            throw invalid("source", "Source %s has no batch lane: it is fed by a topic only".formatted(name));
        }
        return settings(ref, source, "", "quarantine." + name);
    }

    /**
     * What a run pins that certifies a stream.
     *
     * @param begun the source as the stream was begun with; empty where none was
     */
    IngestionSettings certification(String name, Optional<DefinitionRef> begun, Function<DefinitionRef, Source> at) {
        registered.require("source", name);
        if (registered.project().source(name).orElseThrow().stream() == null) {
            throw invalid(
                    "source",
                    "Source %s is no stream: it declares no topic under stream; ingest it with BatchIngestion"
                            .formatted(name));
        }
        DefinitionRef ref = begun.orElseThrow(() ->
                invalid("source", "The stream of source %s was never begun: start StreamLane first".formatted(name)));
        return settings(ref, at.apply(ref), "", "events." + name);
    }

    private IngestionSettings settings(DefinitionRef ref, Source source, String partition, String location) {
        String gate = Objects.requireNonNullElse(source.gate(), RegisteredDefinitions.IMPLICIT);
        Gate.Policy policy = policy(gate);
        return new IngestionSettings(
                ref,
                gate,
                partition,
                location,
                policy.maxAttempts(),
                policy.failOnReject(),
                policy.preventSelfApproval(),
                Math.toIntExact(policy.keep().toDays()));
    }

    ViewSettings view(String name) {
        DefinitionRef ref = registered.require("view", name);
        View view = registered.project().view(name).orElseThrow();
        String gate = Objects.requireNonNullElse(view.gate(), RegisteredDefinitions.IMPLICIT);
        Gate.Policy policy = policy(gate);
        List<DefinitionRef> features = view.features().stream()
                .map(feature -> registered.require("feature", feature))
                .toList();
        return new ViewSettings(
                ref,
                gate,
                "views." + name + "_" + ref.version(),
                features,
                policy.maxAttempts(),
                policy.failOnReject(),
                policy.preventSelfApproval(),
                Math.toIntExact(policy.keep().toDays()));
    }

    private Gate.Policy policy(String gate) {
        return registered.project().gate(gate).map(Gate::policy).orElseGet(Gate.Policy::defaults);
    }

    private static Partition partition(Source source, Source.Batch batch, @Nullable String label) {
        if (label == null && batch.partition() != Source.Partitioning.NONE) {
            throw invalid(
                    "partition",
                    "Source %s is partitioned by %s: say which partition, for example %s"
                            .formatted(
                                    source.name(),
                                    batch.partition().name().toLowerCase(Locale.ROOT),
                                    Partition.at(1_291_161_600_000L, batch.partition())
                                            .label()));
        }
        try {
            return Partition.parse(label == null ? Partition.ALL : label, batch.partition());
        } catch (IllegalArgumentException e) {
            throw invalid("partition", e.getMessage());
        }
    }

    private String location(Source.Batch batch, Partition partition, @Nullable String path) {
        String wanted = path == null ? batch.location().replace("{partition}", partition.label()) : path;
        boolean address = path == null && batch.access() != Source.Batch.Access.PATH;
        return address || wanted.contains("://")
                ? wanted
                : Path.of(registered.folder()).resolve(wanted).normalize().toString();
    }

    private static ApplicationFailure invalid(String field, @Nullable String sentence) {
        return ApplicationFailure.newNonRetryableFailure(field + ": " + sentence, FailureTypes.INVALID_INPUT);
    }
}
