package io.sluice.definitions.join;

import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.online.SlotVersion;

/**
 * A row of the served archive: what the online store took.
 *
 * @param source index into {@link io.sluice.definitions.changepoint.ViewPlan#sources()}: the slot
 * @param appliedAt the store's own clock, epoch milliseconds
 * @param row aligned with the inputs of the source
 */
public record ServedWrite(
        EntityKey key, int source, String generation, SlotVersion version, long appliedAt, SlotRow row) {}
