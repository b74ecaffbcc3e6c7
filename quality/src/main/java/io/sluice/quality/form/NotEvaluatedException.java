package io.sluice.quality.form;

/** Says why an expectation cannot be judged, which makes it UNKNOWN. The message holds no values of rows. */
public final class NotEvaluatedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason the end of a sentence, such as {@code nothing says when the partition ends} */
    public NotEvaluatedException(String reason) {
        super(reason);
    }
}
