package io.sluice.workflows.registry;

/** The names under which a gate decides a plan of definitions. Source: workflows.md §1. */
public final class DefinitionsGate {
    /** Its dataset; the snapshot id is the hash of the plan. */
    public static final String DATASET = "definitions";
    /** Its gate; the policies are those that are registered of the gates concerned, or the approvers of the project. */
    public static final String GATE = "definitions";

    private DefinitionsGate() {}
}
