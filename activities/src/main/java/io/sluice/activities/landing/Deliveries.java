package io.sluice.activities.landing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.workflows.ingest.Landed;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** The deliveries of a source that are in landing. */
public final class Deliveries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lake lake;
    private final String source;

    public Deliveries(Lake lake, String source) {
        this.lake = lake;
        this.source = source;
    }

    /** A delivery by its id, as it was landed. */
    public Optional<Landed> find(String deliveryId) {
        return lake.find(TableNames.landing(source)).flatMap(table -> find(table, deliveryId));
    }

    /** The files that a snapshot of landing brought, as {@code path sha256}; none where it is not there any more. */
    public List<String> files(String snapshotId) {
        return lake.find(TableNames.landing(source))
                .map(table -> table.snapshot(Long.parseLong(snapshotId)))
                .map(snapshot -> snapshot.summary().get(LandingSummary.DELIVERY))
                .map(delivery -> Manifest.files(lake, delivery))
                .orElse(List.of());
    }

    static Optional<Landed> find(Table landing, String deliveryId) {
        for (Snapshot snapshot : landing.snapshots()) {
            if (deliveryId.equals(snapshot.summary().get(LandingSummary.DELIVERY))) {
                return Optional.of(recorded(snapshot));
            }
        }
        return Optional.empty();
    }

    private static Landed recorded(Snapshot snapshot) {
        try {
            Landed landed = JSON.readValue(snapshot.summary().get(LandingSummary.LANDED), Landed.class);
            return new Landed(
                    landed.table(),
                    String.valueOf(snapshot.snapshotId()),
                    landed.deliveryId(),
                    landed.files(),
                    landed.bytes(),
                    landed.rows(),
                    landed.corruptRows(),
                    landed.truncatedTimestamps(),
                    landed.missingColumns(),
                    landed.retypedColumns(),
                    landed.newColumns());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot parse the summary of snapshot " + snapshot.snapshotId(), e);
        }
    }
}
