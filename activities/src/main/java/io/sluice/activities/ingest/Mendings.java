package io.sluice.activities.ingest;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.ingest.mend.Mending;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/** From the names that people decided on to what they do: patches and fixers of the project, at their newest versions. */
public final class Mendings {
    private static final String PATCH = "patch/";
    private static final String FIXER = "fixer/";

    private final IngestDefinitions definitions;
    private final Fixers fixers;

    public Mendings(IngestDefinitions definitions, Fixers fixers) {
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.fixers = requireNonNull(fixers, "fixers is null");
    }

    /**
     * What is applied, in this order.
     *
     * @param names {@code patch/<name>} or {@code fixer/<name>}
     */
    public Mending of(List<String> names, Source source) {
        Mending mending = Mending.NONE;
        for (String name : names) {
            mending = name.startsWith(PATCH)
                    ? mending.with(patch(name.substring(PATCH.length()), source))
                    : fixer(mending, name.substring(FIXER.length()), source);
        }
        return mending;
    }

    private Patch patch(String name, Source source) {
        return definitions
                .patch(name)
                .filter(patch -> patch.source().equals(source.name()))
                .orElseThrow(() -> missing("patch " + name + " of source " + source.name()));
    }

    /** Asked again here: another worker may have answered when the decision was made. */
    private Mending fixer(Mending mending, String name, Source source) {
        FixerDefinition definition = definitions.fixer(name).orElseThrow(() -> missing("fixer " + name));
        String refusal = fixers.refusal(name, definition.className(), source);
        if (!refusal.isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure("Cannot mend rows: " + refusal, FailureTypes.NOT_FOUND);
        }
        return mending.with(name, fixers.find(definition.className()).orElseThrow());
    }

    private static ApplicationFailure missing(String what) {
        return ApplicationFailure.newNonRetryableFailure(
                "Cannot mend rows: there is no %s (any more)".formatted(what), FailureTypes.NOT_FOUND);
    }
}
