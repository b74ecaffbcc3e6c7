package io.sluice.definitions.expression;

import java.util.ArrayList;
import java.util.List;

/** An expression that does not compile. */
public final class ExpressionException extends RuntimeException {
    private final int position;
    private final List<ExpressionException> others;

    /**
     * Creates one.
     *
     * @param position offset in characters inside the expression, from 0; -1 when unknown
     */
    public ExpressionException(String message, int position) {
        this(message, position, List.of());
    }

    private ExpressionException(String message, int position, List<ExpressionException> others) {
        super(message);
        this.position = position;
        this.others = List.copyOf(others);
    }

    /**
     * All that is wrong with one expression as one exception, whose message and position are those of the first.
     *
     * @param wrongs at least one
     */
    public static ExpressionException of(List<ExpressionException> wrongs) {
        ExpressionException first = wrongs.get(0);
        return new ExpressionException(
                String.valueOf(first.getMessage()), first.position, wrongs.subList(1, wrongs.size()));
    }

    /** This and whatever else is wrong with the expression, in the order of their places. */
    public List<ExpressionException> all() {
        List<ExpressionException> all = new ArrayList<>();
        all.add(this);
        all.addAll(others);
        return all;
    }

    /** Offset in characters inside the expression, from 0; -1 when unknown. */
    public int position() {
        return position;
    }
}
