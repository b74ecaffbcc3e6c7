package io.sluice.workflows.testing;

/** Every activity in memory, and what a test may look at or make go wrong. */
public final class InMemoryActivities {
    private final Faults faults = new Faults();
    private final InMemoryStaging staging = new InMemoryStaging(faults);
    private final InMemoryReprocess reprocess = new InMemoryReprocess(faults);
    private final InMemoryCertification certification = new InMemoryCertification(faults);
    private final InMemoryNotices notices = new InMemoryNotices(faults);
    private final InMemoryGates gates = new InMemoryGates(faults);
    private final InMemoryRegistry registry = new InMemoryRegistry(faults, () -> gates.waived(InMemoryRegistry.PLAN));
    private final InMemoryReleases releases = new InMemoryReleases(faults);
    private final InMemoryFollowers followers = new InMemoryFollowers(faults);
    private final InMemoryEquality equality = new InMemoryEquality(faults);
    private final InMemoryMaintenance maintenance = new InMemoryMaintenance(faults);
    private final InMemoryTraining training = new InMemoryTraining(faults);
    private final InMemoryModels models = new InMemoryModels(faults);
    private final InMemoryStreams streams = new InMemoryStreams(faults, gates::judged);

    public Faults faults() {
        return faults;
    }

    public InMemoryRegistry registry() {
        return registry;
    }

    public InMemoryStaging staging() {
        return staging;
    }

    public InMemoryReprocess reprocess() {
        return reprocess;
    }

    public InMemoryCertification certification() {
        return certification;
    }

    public InMemoryNotices notices() {
        return notices;
    }

    public InMemoryGates gates() {
        return gates;
    }

    public InMemoryReleases releases() {
        return releases;
    }

    public InMemoryStreams streams() {
        return streams;
    }

    public InMemoryMaintenance maintenance() {
        return maintenance;
    }

    public InMemoryFollowers followers() {
        return followers;
    }

    public InMemoryModels models() {
        return models;
    }

    public InMemoryEquality equality() {
        return equality;
    }

    /** All implementations; register them on the queues {@code sluice}, {@code sluice-batch} and {@code sluice-stream}. */
    public Object[] implementations() {
        return new Object[] {
            registry,
            staging,
            reprocess,
            certification,
            notices,
            gates,
            releases,
            streams,
            equality,
            maintenance,
            followers,
            training,
            models
        };
    }
}
