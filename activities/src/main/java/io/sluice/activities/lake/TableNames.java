package io.sluice.activities.lake;

import org.apache.iceberg.catalog.TableIdentifier;

/** What tables are called. Source: architecture §5. */
public final class TableNames {
    private TableNames() {}

    /** {@code trusted.<source>}. */
    public static TableIdentifier trusted(String source) {
        return TableIdentifier.of("trusted", source);
    }

    /** {@code events.<source>}: the archive of a stream. */
    public static TableIdentifier events(String source) {
        return TableIdentifier.of("events", source);
    }

    /** {@code served.<view>}: what the online store took of a view. */
    public static TableIdentifier served(String view) {
        return TableIdentifier.of("served", view);
    }

    /** {@code landing.<source>}. */
    public static TableIdentifier landing(String source) {
        return TableIdentifier.of("landing", source);
    }

    /** {@code quarantine.<source>}. */
    public static TableIdentifier quarantine(String source) {
        return TableIdentifier.of("quarantine", source);
    }

    /** {@code views.<view>_<version>}, for example {@code views.customer_activity_v1}. */
    public static TableIdentifier view(String view, String version) {
        return TableIdentifier.of("views", view + "_" + version);
    }

    /** {@code sluice.<name>}. */
    public static TableIdentifier system(String name) {
        return TableIdentifier.of("sluice", name);
    }

    /** A name as written in requests and results, for example {@code trusted.online_retail}. */
    public static TableIdentifier parse(String dataset) {
        return TableIdentifier.parse(dataset);
    }
}
