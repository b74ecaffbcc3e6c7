package io.sluice.activities.online.reader;

import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.OnlineRecord;
import java.util.List;
import java.util.Optional;

/**
 * What the store has of one entity.
 *
 * @param records one per feature, in the order of the view
 */
public record OnlineEntity(EntityKey key, List<OnlineRecord> records) {
    public OnlineEntity {
        records = List.copyOf(records);
    }

    public Optional<OnlineRecord> record(String feature) {
        return records.stream()
                .filter(record -> record.featureName().equals(feature))
                .findFirst();
    }

    /** Whether any feature has a value of its own. */
    public boolean isKnown() {
        return records.stream().anyMatch(record -> record.computedAt() != null);
    }
}
