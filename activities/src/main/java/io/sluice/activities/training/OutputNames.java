package io.sluice.activities.training;

import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.training.labels.LabelFault;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the columns of a training set are called. A feature has its own name; where that is also the name of a label column or of
 * a feature of another view, letters of either case, it is {@code <view>__<feature>}. Decision 111.
 */
final class OutputNames {
    private final String set;
    private final Map<String, Integer> uses = new HashMap<>();
    private final TreeSet<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    OutputNames(String set, Collection<String> labels, Collection<ReleasedView> views) {
        this.set = set;
        labels.forEach(this::use);
        taken.addAll(labels);
        for (ReleasedView view : views) {
            view.plan().features().forEach(feature -> use(feature.feature().name()));
        }
    }

    private void use(String name) {
        uses.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum);
    }

    List<Column> features(ReleasedView view) {
        List<Column> columns = new ArrayList<>();
        for (FeaturePlan feature : view.plan().features()) {
            String name = feature.feature().name();
            boolean alone = uses.getOrDefault(name.toLowerCase(Locale.ROOT), 0) == 1;
            columns.add(new Column(alone ? take(name) : own(view, name), feature.type()));
        }
        return columns;
    }

    /** {@code <view>__<name>}. */
    String own(ReleasedView view, String name) {
        return take(view.view() + "__" + name);
    }

    private String take(String name) {
        if (!taken.add(name)) {
            throw LabelFault.input(set, "two columns would be called " + name + "; rename the label column");
        }
        return name;
    }
}
