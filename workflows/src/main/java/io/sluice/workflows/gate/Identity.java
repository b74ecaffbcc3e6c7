package io.sluice.workflows.gate;

/**
 * What is known of who somebody is.
 *
 * @param state claimed, verified or refused
 * @param why of a refusal, without anything secret; empty otherwise
 */
public record Identity(String state, String why) {
    private static final String REFUSED = "refused";

    /** Nobody has checked; the record says so. */
    public static Identity claimed() {
        return new Identity("claimed", "");
    }

    /** They are who they say. */
    public static Identity verified() {
        return new Identity("verified", "");
    }

    /** They are not, or cannot show it. */
    public static Identity refused(String why) {
        return new Identity(REFUSED, why);
    }

    /** Whether a decision of theirs may count. */
    public boolean counts() {
        return !state.equals(REFUSED);
    }
}
