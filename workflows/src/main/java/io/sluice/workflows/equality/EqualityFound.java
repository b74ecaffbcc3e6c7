package io.sluice.workflows.equality;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison found, in a payload whose size does not depend on how many features there are (decision 089): all numbers per
 * feature are in {@code sluice.equality}.
 *
 * @param totals per check, over all views and features; of what there was nothing to compare for there is none
 * @param differing per view and feature, of those that differ the first 20: faults before what is only measured
 * @param uncompared at most 20 sentences and how many there are besides; each begins with the check that compared nothing and says why
 */
public record EqualityFound(List<EqualityNumbers> totals, List<EqualityNumbers> differing, List<String> uncompared) {
    private static final int MOST = 20;

    /** Found by somebody who had nothing to look at. */
    public static final EqualityFound NOTHING = new EqualityFound(List.of(), List.of(), List.of());

    public EqualityFound {
        totals = List.copyOf(totals);
        differing = List.copyOf(differing);
        uncompared = List.copyOf(uncompared);
    }

    /** In short: all numbers per check, view and feature, in their order, and everything that was not compared. */
    public static EqualityFound of(Collection<EqualityNumbers> numbers, List<String> uncompared) {
        Map<String, EqualityNumbers> totals = new LinkedHashMap<>();
        numbers.forEach(each -> totals.merge(each.check(), each.total(), EqualityNumbers::plus));
        List<EqualityNumbers> differing = numbers.stream()
                .filter(each -> each.different() > 0)
                .sorted(Comparator.comparing(each -> each.differs() ? 0 : 1))
                .limit(MOST)
                .toList();
        return new EqualityFound(List.copyOf(totals.values()), differing, few(uncompared));
    }

    private static List<String> few(List<String> sentences) {
        if (sentences.size() <= MOST) {
            return sentences;
        }
        List<String> few = new ArrayList<>(sentences.subList(0, MOST));
        few.add("and %d more".formatted(sentences.size() - MOST));
        return few;
    }

    /** Both; they have no check in common. */
    EqualityFound and(EqualityFound other) {
        return new EqualityFound(
                both(totals, other.totals), both(differing, other.differing), both(uncompared, other.uncompared));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        List<T> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    /** Values and rows that were compared. */
    long compared() {
        return totals.stream().mapToLong(EqualityNumbers::compared).sum();
    }

    /** Values and rows at fault. */
    long faults() {
        return totals.stream()
                .filter(EqualityNumbers::differs)
                .mapToLong(EqualityNumbers::different)
                .sum();
    }

    /** Values that late rows would change. */
    long late() {
        return totals.stream()
                .filter(each -> each.check().equals(EqualityNumbers.LATE))
                .mapToLong(EqualityNumbers::different)
                .sum();
    }
}
