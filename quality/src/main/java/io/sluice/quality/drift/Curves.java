package io.sluice.quality.drift;

import io.sluice.quality.pinned.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Two cumulative distributions of numbers at the same places: the least number, the edges of the profile, the greatest.
 *
 * @param reference share of numbers below each place, 0 to 1
 * @param current the same
 */
record Curves(List<Double> places, List<Double> reference, List<Double> current) {
    static Curves of(Profile reference, Profile current) {
        Profile.Spread left = Objects.requireNonNull(reference.spread(), "spread is null");
        Profile.Spread right = Objects.requireNonNull(current.spread(), "spread is null");
        List<Double> edges = reference.edges();
        List<Double> places = new ArrayList<>();
        places.add(Math.min(edges.get(0), Math.min(left.min(), right.min())));
        places.addAll(edges);
        places.add(Math.max(edges.get(edges.size() - 1), Math.max(left.max(), right.max())));
        return new Curves(places, shares(reference), shares(current));
    }

    private static List<Double> shares(Profile profile) {
        List<Double> shares = new ArrayList<>(List.of(0.0));
        double rows = profile.values();
        long below = 0;
        for (long count : profile.counts()) {
            below += count;
            shares.add(below / rows);
        }
        return shares;
    }

    /** The greatest distance between the curves, 0 to 1; between two edges it may be greater by the weight of a bin. */
    double greatestDistance() {
        double greatest = 0;
        for (int i = 0; i < places.size(); i++) {
            greatest = Math.max(greatest, Math.abs(reference.get(i) - current.get(i)));
        }
        return greatest;
    }

    /** The area between the curves, which is how far numbers have moved on average, in their own unit. */
    double area() {
        double area = 0;
        for (int i = 1; i < places.size(); i++) {
            double before = Math.abs(reference.get(i - 1) - current.get(i - 1));
            double after = Math.abs(reference.get(i) - current.get(i));
            area += (before + after) / 2 * (places.get(i) - places.get(i - 1));
        }
        return area;
    }

    /** The integral of the standard deviation of one observation of the reference's curve: what noise an area has. */
    double noise() {
        double noise = 0;
        for (int i = 1; i < places.size(); i++) {
            double middle = (reference.get(i - 1) + reference.get(i)) / 2;
            noise += Math.sqrt(middle * (1 - middle)) * (places.get(i) - places.get(i - 1));
        }
        return noise;
    }
}
