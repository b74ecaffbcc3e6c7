package io.sluice.activities.registry;

/** A question to a registry to which no project was applied yet. */
public final class NothingRegisteredException extends RuntimeException {
    public NothingRegisteredException() {
        super("No definitions are registered yet: temporal workflow execute --task-queue sluice --type ApplyDefinitions"
                + " --workflow-id definitions --input '{\"project\":\"<folder>\",\"requestedBy\":\"<you>\"}'");
    }
}
