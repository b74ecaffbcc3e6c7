package io.sluice.activities.ingest;

/**
 * A published delivery that brought rows for an earlier partition.
 *
 * @param partition that it was delivered for
 * @param before epoch milliseconds: its rows before this instant are not in that partition
 */
record LateDelivery(String partition, String delivery, long before) {
    /** As it is named in the summary of a snapshot that holds its late rows. */
    String key() {
        return partition + "@" + delivery;
    }
}
