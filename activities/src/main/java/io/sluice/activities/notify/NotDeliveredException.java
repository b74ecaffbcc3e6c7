package io.sluice.activities.notify;

/** A notice that did not arrive. */
public final class NotDeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Retry retry;

    /** Whether sending it again may help. */
    public enum Retry {
        MAY_HELP,
        IS_USELESS
    }

    /** @param message one sentence without the notice and without secrets */
    public NotDeliveredException(String message, Retry retry) {
        super(message);
        this.retry = retry;
    }

    public Retry retry() {
        return retry;
    }
}
