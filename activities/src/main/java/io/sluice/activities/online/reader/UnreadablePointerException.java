package io.sluice.activities.online.reader;

/** The pointer of a view that this software cannot read; a retry does not help. */
public final class UnreadablePointerException extends RuntimeException {
    private final String view;

    public UnreadablePointerException(String view, String why) {
        super(message(view, why));
        this.view = view;
    }

    public UnreadablePointerException(String view, String why, Throwable cause) {
        super(message(view, why), cause);
        this.view = view;
    }

    private static String message(String view, String why) {
        return "Cannot read the online pointer of view %s: %s".formatted(view, why);
    }

    /** The view that was asked for. */
    public String view() {
        return view;
    }
}
