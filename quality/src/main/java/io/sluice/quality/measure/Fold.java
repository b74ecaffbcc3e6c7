package io.sluice.quality.measure;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function over partitions: start, add each row, merge the states, finish. Merging is associative and commutative.
 * Implementations are records, so that equal ones run once.
 *
 * @param <S> the state, which travels from the executors
 */
public interface Fold<S extends Serializable> extends Serializable {
    S start();

    /** The state with a row. May change and return the one it was given. */
    S add(S state, List<@Nullable Object> terms);

    S merge(S left, S right);

    /** The measured value; null where there is none. */
    @Nullable
    Object finish(S state);
}
