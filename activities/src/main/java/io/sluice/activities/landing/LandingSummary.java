package io.sluice.activities.landing;

/** Properties of the snapshot that lands a delivery. */
final class LandingSummary {
    /** The delivery id: at most one snapshot of a table has it. */
    static final String DELIVERY = "sluice.delivery";

    /** The whole {@link io.sluice.workflows.ingest.Landed} as JSON but for the snapshot id, so that a repeated landing answers the same. */
    static final String LANDED = "sluice.landed";

    static final String SOURCE = "sluice.source";
    static final String PARTITION = "sluice.partition";
    static final String RUN = "sluice.run";

    private LandingSummary() {}
}
