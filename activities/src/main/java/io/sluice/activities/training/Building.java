package io.sluice.activities.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.training.join.AsOfJoin;
import io.sluice.activities.training.labels.LabelChecks;
import io.sluice.activities.training.labels.LabelChecks.Found;
import io.sluice.activities.training.labels.Labels;
import io.sluice.activities.training.write.Built;
import io.sluice.activities.training.write.TrainingTable;
import io.sluice.activities.training.write.Written;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.workflows.training.PinnedView;
import io.sluice.workflows.training.TrainingPlan;
import io.sluice.workflows.training.TrainingRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** One build: labels are read and checked, joined, written and committed. */
final class Building {
    private final Lake lake;
    private final SystemTables tables;
    private final ReleasedViews releases;
    private final BuildInfo build;
    private final Clock clock;
    private final TrainingPlan plan;
    private final TrainingRequest request;

    Building(Lake lake, SystemTables tables, ReleasedViews releases, BuildInfo build, Clock clock, TrainingPlan plan) {
        this.lake = lake;
        this.tables = tables;
        this.releases = releases;
        this.build = build;
        this.clock = clock;
        this.plan = plan;
        this.request = plan.request();
    }

    Built build(SparkSession session, TrainingTable table, String folder) {
        List<ReleasedView> released = plan.views().stream().map(this::released).toList();
        List<List<Column>> keys = released.stream()
                .map(view -> view.plan().entity().keys())
                .distinct()
                .toList();
        List<Entity> entities = keys.stream()
                .map(key -> released.stream()
                        .map(view -> view.plan().entity())
                        .filter(entity -> entity.keys().equals(key))
                        .findFirst()
                        .orElseThrow())
                .toList();
        Labels labels = Labels.read(session, plan, entities, folder);
        List<JoinedView> views = views(released, keys, labels);
        Found found = LabelChecks.check(
                plan, labels, views.stream().map(JoinedView::seen).toList());
        List<Column> columns = columns(labels, views);
        table.prepare(columns, identifying(labels, views));
        Features features = features(session);
        Dataset<Row> joined = selected(features.join(labels, found, views), labels, views);
        Written written = table.write(joined, columns);
        if (written.rows() != found.rows()) {
            throw new IllegalStateException("Invalid join: %d labels became %d rows of %s"
                    .formatted(found.rows(), written.rows(), table.name()));
        }
        return table.commit(request.run(), written, name -> {
            List<Map<String, Object>> parts = new ArrayList<>();
            for (int i = 0; i < views.size(); i++) {
                JoinedView view = views.get(i);
                parts.add(TrainingManifest.view(
                        view, row(view.pinned()), found.counts().get(i), features.readOf(view)));
            }
            return TrainingManifest.text(request, name, labels.origin(), parts, written, build, clock.instant());
        });
    }

    private Features features(SparkSession session) {
        AsOfJoin join = AsOfJoin.named(request.join(), session);
        return request.served() ? new ServedFeatures(session, lake, join) : new DefinedFeatures(session, join);
    }

    private ReleasedView released(PinnedView view) {
        return releases.named(view.view(), view.release())
                .orElseThrow(() -> Planner.missing("Unknown release: " + view.release()));
    }

    private ReleaseRow row(PinnedView view) {
        return tables.releases().scan(Expressions.equal("name", view.release())).stream()
                .findFirst()
                .orElseThrow(() -> Planner.missing("Unknown release: " + view.release()));
    }

    private List<JoinedView> views(List<ReleasedView> released, List<List<Column>> keys, Labels labels) {
        OutputNames names = new OutputNames(
                request.name(), labels.columns().stream().map(Column::name).toList(), released);
        List<JoinedView> views = new ArrayList<>();
        for (int i = 0; i < released.size(); i++) {
            ReleasedView view = released.get(i);
            views.add(new JoinedView(
                    plan.views().get(i),
                    view,
                    keys.indexOf(view.plan().entity().keys()),
                    names.features(view),
                    names.own(view, "feature_timestamp"),
                    request.flagged() ? names.own(view, "beyond_certified") : null));
        }
        return views;
    }

    private static List<Column> columns(Labels labels, List<JoinedView> views) {
        List<Column> columns = new ArrayList<>(labels.columns());
        for (JoinedView view : views) {
            columns.addAll(view.values());
            if (view.beyond() != null) {
                columns.add(new Column(view.beyond(), DataType.STRING));
            }
        }
        return columns;
    }

    private static Dataset<Row> selected(Dataset<Row> joined, Labels labels, List<JoinedView> views) {
        List<org.apache.spark.sql.Column> columns = new ArrayList<>();
        labels.columns().forEach(column -> columns.add(Typing.quoted(column.name())));
        for (JoinedView view : views) {
            view.values().forEach(column -> columns.add(Typing.quoted(column.name())));
            @Nullable String beyond = view.beyond();
            if (beyond != null) {
                columns.add(when(view.seen().before(), "before")
                        .when(view.seen().after(), "after")
                        .when(col(Labels.INSTANT).isNull(), "no timestamp")
                        .as(beyond));
            }
        }
        return joined.select(columns.toArray(org.apache.spark.sql.Column[]::new));
    }

    /** No bounds in metadata of what names rows and entities, nor of features that the view's table keeps none of. */
    private Set<String> identifying(Labels labels, List<JoinedView> views) {
        Set<String> names = new HashSet<>(List.of(Labels.ROW_ID));
        request.labels().keys().forEach(key -> names.add(key.substring(key.indexOf('=') + 1)));
        for (JoinedView view : views) {
            Map<String, String> properties = TableLayouts.view(
                            view.release().plan(), view.release().definitionVersion())
                    .properties();
            for (int i = 0; i < view.features().size(); i++) {
                String feature =
                        view.release().plan().features().get(i).feature().name();
                if (properties.containsKey(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + feature)) {
                    names.add(view.features().get(i).name());
                }
            }
        }
        return names;
    }
}
