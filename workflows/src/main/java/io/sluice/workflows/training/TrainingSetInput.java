package io.sluice.workflows.training;

import io.sluice.workflows.input.InvalidInputException;
import io.sluice.workflows.input.OneOf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code TrainingSet}.
 *
 * @param name of the training set: the table is {@code training.<name>}
 * @param view the one view whose features are joined
 * @param views several views, of the same or of different entities; instead of {@code view}
 * @param release of the one view; the newest when left out
 * @param releases of several views; of those that none is named of, the newest
 * @param as defined (when left out): what definitions say; served: what the online store had taken by then
 * @param beyondCertified error (when left out) or flag: what happens to labels of which a release says nothing
 * @param join merge (when left out) or union: the engine; both give the same rows
 */
public record TrainingSetInput(
        String name,
        @Nullable String view,
        @Nullable List<String> views,
        @Nullable String release,
        @Nullable List<String> releases,
        LabelsInput labels,
        @Nullable @OneOf({"defined", "served"}) String as,
        @Nullable @OneOf({"error", "flag"}) String beyondCertified,
        @Nullable @OneOf({"merge", "union"}) String join,
        @Nullable String requestedBy,
        @Nullable String reason) {
    private static final String NAME = "[a-z][a-z0-9_]{0,99}";

    public TrainingSetInput {
        if (!name.matches(NAME)) {
            throw new InvalidInputException("field name must be lower-case letters, digits and _, beginning with a"
                    + " letter, because it names a table; not \"" + name + "\"");
        }
        if ((view == null) == (views == null)) {
            throw new InvalidInputException("write exactly one of view and views");
        }
        if (views != null && (views.isEmpty() || views.stream().distinct().count() != views.size())) {
            throw new InvalidInputException("field views must name at least one view, and each once, not " + views);
        }
        if (view == null && release != null) {
            throw new InvalidInputException("field release belongs to field view; with views, write releases");
        }
    }

    /** The views, one or several. */
    List<String> allViews() {
        return view == null ? List.copyOf(views == null ? List.of() : views) : List.of(view);
    }

    /** The releases named. */
    List<String> allReleases() {
        List<String> all = new ArrayList<>();
        if (release != null) {
            all.add(release);
        }
        if (releases != null) {
            all.addAll(releases);
        }
        return all;
    }
}
