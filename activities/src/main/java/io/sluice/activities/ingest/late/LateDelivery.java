package io.sluice.activities.ingest.late;

/**
 * A published delivery that brought rows for an earlier partition.
 *
 * @param partition that it was delivered for
 * @param before epoch milliseconds: its rows before this instant are not in that partition
 */
public record LateDelivery(String partition, String delivery, long before) {
    /** As it is named in the summary of a snapshot that holds its late rows. */
    public String key() {
        return partition + "@" + delivery;
    }
}
