package io.sluice.workflows.lane.part;

import io.sluice.workflows.launch.Failures;

/** Why a child of a lane ended, in a few words. */
public final class StreamFailures {
    private static final int MOST = 300;

    private StreamFailures() {}

    /** Empty when it was cancelled. */
    public static String why(Throwable failure) {
        if (Failures.isCanceled(failure)) {
            return "";
        }
        String why = Failures.reason(failure)
                .map(reason -> "%s: %s".formatted(reason.getType(), reason.getOriginalMessage()))
                .orElseGet(() -> String.valueOf(
                        failure.getCause() == null
                                ? failure.getMessage()
                                : failure.getCause().getMessage()));
        return why.length() <= MOST ? why : why.substring(0, MOST) + "…";
    }
}
