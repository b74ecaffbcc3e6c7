package io.sluice.workflows.registry;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Definitions and their versions. Light: task queue {@code sluice}. All are idempotent and safe to retry. */
@ActivityInterface
public interface RegistryActivities {
    /** Which of Sluice's search attributes the namespace knows; run as a short local activity. */
    @ActivityMethod(name = "RegisteredSearchAttributes")
    List<String> registeredSearchAttributes();

    /**
     * Reads, validates and registers a project; with {@code dryRun} only plans. Idempotent by content.
     *
     * @throws RuntimeException BadDefinition with every error of the project, Refused for a destructive change
     */
    @ActivityMethod(name = "ApplyDefinitionsOfProject")
    ApplyResult applyDefinitions(ApplyDefinitionsInput input);

    /** Resolves the newest version of a source; NotFound names the nearest source, InvalidInput the partition's form. */
    @ActivityMethod(name = "ResolveIngestion")
    IngestionSettings resolveIngestion(IngestionRequest request);

    /**
     * Whether a remediation can be done: the project has this patch and it is one of this source, a worker has registered the class
     * of this fixer, or the source is of kind attributes.
     *
     * @return empty when it can; otherwise a sentence that says why not, with the nearest name
     */
    @ActivityMethod(name = "CheckRemedy")
    String checkRemedy(RemedyRequest request);

    /** Resolves the newest version of a source whose quarantine is reprocessed; the settings name no partition. */
    @ActivityMethod(name = "ResolveReprocess")
    IngestionSettings resolveReprocess(String source);

    /**
     * Resolves the version of a source with which its stream was begun; the settings name no partition. NotFound names the nearest
     * source, InvalidInput says that it is no stream, or that none was begun.
     */
    @ActivityMethod(name = "ResolveCertification")
    IngestionSettings resolveCertification(String source);

    /** Resolves the newest version of a view; NotFound names the nearest view. */
    @ActivityMethod(name = "ResolveView")
    ViewSettings resolveView(String view);
}
