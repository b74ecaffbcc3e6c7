package io.sluice.activities.known;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.RecordTable;
import io.sluice.activities.table.gate.ProfileRow;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.pinned.Profile;
import io.sluice.quality.pinned.ProfileJson;
import io.sluice.quality.pinned.Profiling;
import io.sluice.quality.sql.SparkColumns;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Profiles that drift is measured against. A reference names certified partitions of the same dataset: {@code 2010-12-01},
 * {@code 2010-12-01..2010-12-07}, either perhaps with {@code @<snapshot>}. The profile is made from what is certified when
 * it is first asked for, kept in {@code sluice.profiles}, and never made again: publishing the partition anew does not
 * move the yardstick. Another text is another reference.
 */
record ReferenceProfiles(Lake lake, SparkSession session, RecordTable<ProfileRow> table, Instant now) {
    /** The profile; empty when the partition has no certified rows yet. */
    Optional<Profile> find(String dataset, String reference, String column) {
        Optional<Profile> stored = stored(dataset, reference, column);
        if (stored.isPresent()) {
            return stored;
        }
        String[] parts = reference.split("@", 2);
        String name = dataset + (parts.length == 1 ? "" : "@" + parts[1]);
        CertifiedTable certified = new CertifiedTable(lake, session);
        Dataset<Row> rows =
                certified.all(name).map(all -> within(all, dataset, parts[0])).orElse(null);
        if (rows == null || rows.isEmpty()) {
            return Optional.empty();
        }
        Profile profile = Profiling.of(rows, column(rows, dataset, column));
        long snapshot = certified.snapshot(name).orElseThrow();
        // Another audit may be faster: what is stored counts.
        table.append(
                String.join("/", "profiles", dataset, reference, column, String.valueOf(Profile.VERSION)),
                List.of(new ProfileRow(
                        dataset,
                        reference,
                        column,
                        String.valueOf(snapshot),
                        Profile.VERSION,
                        profile.values() + profile.missing(),
                        ProfileJson.write(profile),
                        now)));
        return stored(dataset, reference, column);
    }

    private Optional<Profile> stored(String dataset, String reference, String column) {
        return table
                .scan(Expressions.and(Expressions.equal("dataset", dataset), Expressions.equal("reference", reference)))
                .stream()
                .filter(row -> row.column().equals(column) && row.version() == Profile.VERSION)
                .min(Comparator.comparing(ProfileRow::at))
                .map(row -> ProfileJson.read(row.profile()));
    }

    private static Dataset<Row> within(Dataset<Row> rows, String dataset, String partitions) {
        String[] range = partitions.split("\\.\\.", 2);
        String label =
                dataset.startsWith("views.") ? "CAST(" + TableLayouts.DAY + " AS STRING)" : SystemColumns.PARTITION;
        org.apache.spark.sql.Column places = functions.expr(label);
        return rows.where(places.geq(range[0]).and(places.leq(range[range.length - 1])));
    }

    private Column column(Dataset<Row> rows, String dataset, String name) {
        Column column = SparkColumns.of(rows.schema()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotEvaluatedException("the reference has no column " + name));
        Table identifying = lake.load(TableNames.parse(dataset));
        String mode = identifying.properties().get(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + name);
        if ("none".equals(mode) && !Profiling.isNumeric(column.type())) {
            throw new NotEvaluatedException("column " + name + " is identifying, so that its values are not kept");
        }
        return column;
    }
}
