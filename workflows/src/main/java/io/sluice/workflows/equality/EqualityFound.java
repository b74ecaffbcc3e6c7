package io.sluice.workflows.equality;

import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison found.
 *
 * @param numbers per check, view and feature; nothing of what there was nothing to compare for
 * @param uncompared sentences, each begins with the check that compared nothing and says why
 */
public record EqualityFound(List<EqualityNumbers> numbers, List<String> uncompared) {
    public EqualityFound {
        numbers = List.copyOf(numbers);
        uncompared = List.copyOf(uncompared);
    }

    /** Both. */
    EqualityFound and(EqualityFound other) {
        List<EqualityNumbers> all = new ArrayList<>(numbers);
        all.addAll(other.numbers);
        List<String> sentences = new ArrayList<>(uncompared);
        sentences.addAll(other.uncompared);
        return new EqualityFound(all, sentences);
    }
}
