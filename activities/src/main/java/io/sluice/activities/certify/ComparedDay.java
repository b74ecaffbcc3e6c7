package io.sluice.activities.certify;

/**
 * A certified day beside its archive.
 *
 * @param archived accepted rows of the archive
 * @param trusted rows from the cutover on
 * @param missing accepted rows that are not trusted
 * @param surplus trusted rows that were not accepted
 */
public record ComparedDay(String day, long archived, long trusted, long missing, long surplus) {
    /** Whether both are the same rows. */
    public boolean isEqual() {
        return missing == 0 && surplus == 0;
    }
}
