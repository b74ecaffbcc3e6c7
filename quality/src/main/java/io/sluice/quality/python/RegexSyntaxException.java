package io.sluice.quality.python;

/** A regular expression that Python would refuse, or that we cannot evaluate. */
public final class RegexSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int position;

    /** @param position of the letter at fault, from 0 */
    public RegexSyntaxException(String reason, int position) {
        super(reason + " at position " + position);
        this.position = position;
    }

    /** The letter at fault, from 0. */
    public int position() {
        return position;
    }
}
