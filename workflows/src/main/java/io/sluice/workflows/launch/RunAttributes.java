package io.sluice.workflows.launch;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.registry.RegistryActivities;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search attributes of a run. Only those that the namespace knows are set: an upsert of another one would block the
 * workflow for ever.
 */
public final class RunAttributes {
    /** What kind of work: definitions, ingest, gate, view, release, online, equality, certify, correct, training, table, model or ask. */
    public static final String KIND = "SluiceKind";
    /** The source that is worked on. */
    public static final String SOURCE = "SluiceSource";
    /** The view that is worked on. */
    public static final String VIEW = "SluiceView";
    /** The partition that is worked on. */
    public static final String PARTITION = "SluicePartition";
    /** RUNNING, WAITING_FOR_GATE, AWAITING_DECISION (only gates), or how it ended. */
    public static final String STATE = "SluiceState";
    /** All of them; each is a Keyword. */
    public static final List<String> NAMES = List.of(KIND, SOURCE, VIEW, PARTITION, STATE);

    private List<String> registered = List.of();

    /** Asks which attributes exist; when nobody can say, none is set. */
    public void load() {
        try {
            registered = ActivityCalls.local(RegistryActivities.class).registeredSearchAttributes();
        } catch (ActivityFailure e) {
            if (Failures.isCanceled(e)) {
                throw e;
            }
            registered = List.of();
        }
    }

    /** What this run is about, and that it runs; null where it does not apply. */
    public void describe(String kind, @Nullable String source, @Nullable String view, @Nullable String partition) {
        List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
        add(updates, KIND, kind);
        add(updates, SOURCE, source);
        add(updates, VIEW, view);
        add(updates, PARTITION, partition);
        add(updates, STATE, "RUNNING");
        upsert(updates);
    }

    /** Where the run stands. */
    public void state(String state) {
        List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
        add(updates, STATE, state);
        upsert(updates);
    }

    private void add(List<SearchAttributeUpdate<?>> updates, String name, @Nullable String value) {
        if (value != null && registered.contains(name)) {
            updates.add(SearchAttributeKey.forKeyword(name).valueSet(value));
        }
    }

    private static void upsert(List<SearchAttributeUpdate<?>> updates) {
        if (!updates.isEmpty()) {
            Workflow.upsertTypedSearchAttributes(updates.toArray(new SearchAttributeUpdate<?>[0]));
        }
    }
}
