package io.sluice.activities.ingest;

import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;
import java.util.Optional;

/** What ingestion asks of the registry. */
public interface IngestDefinitions {
    /** The source as it was registered at this version. */
    Source source(DefinitionRef source);

    /** Where the source's files are, with {@code {partition}} in it or not; a relative path is that of the project. */
    String location(DefinitionRef source);

    /** A patch of the project, at its newest version. */
    Optional<Patch> patch(String name);

    /** A fixer of the project, at its newest version. */
    Optional<FixerDefinition> fixer(String name);

    /** The expectations of a gate's newest version; for {@code implicit} those that the source itself declares. */
    List<Expectation> expectations(DefinitionRef source, String gate);
}
