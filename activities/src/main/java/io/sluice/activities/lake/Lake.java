package io.sluice.activities.lake;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/**
 * The lake of a project: one Iceberg catalog, named {@code sluice} for every client.
 *
 * <p>Safe for use by several threads. What the catalog or the file system refuses becomes a
 * {@link LakeUnavailableException}, which a retry may mend.
 */
public final class Lake implements AutoCloseable {
    /** The catalog's name: part of its rows in a JDBC catalog, so every client must use this one. */
    public static final String CATALOG = "sluice";

    private static final int OPENING_ATTEMPTS = 3;

    private final LakeConfig config;
    private final Catalog catalog;

    private Lake(LakeConfig config, Catalog catalog) {
        this.config = config;
        this.catalog = catalog;
    }

    /**
     * Connects to the catalog.
     *
     * @throws LakeUnavailableException when it cannot be opened
     */
    public static Lake open(LakeConfig config) {
        requireNonNull(config, "config is null");
        for (int attempt = 1; ; attempt++) {
            try {
                return new Lake(
                        config,
                        CatalogUtil.buildIcebergCatalog(CATALOG, config.catalogProperties(), new Configuration()));
            } catch (RuntimeException e) {
                // Two processes that create the catalog's tables at once disturb each other: the next try finds them
                // there.
                if (attempt == OPENING_ATTEMPTS || !(e instanceof UncheckedSQLException)) {
                    throw LakeErrors.translate(config, e);
                }
            }
        }
    }

    /**
     * Connects to the catalog for what only reads: a file that is not there is not created, and the lake is empty. A database
     * that is empty gets the two tables of Iceberg's catalog, and nothing in them.
     *
     * @throws LakeUnavailableException when it cannot be opened
     */
    public static Lake openToRead(LakeConfig config) {
        if (!config.isUnwritten()) {
            return open(config);
        }
        InMemoryCatalog nothing = new InMemoryCatalog();
        nothing.initialize(CATALOG, Map.of());
        return new Lake(config, nothing);
    }

    /** The catalog itself. Calls go through {@link #attempt} where an error is to be understood by a person. */
    public Catalog catalog() {
        return catalog;
    }

    /** What makes this lake the catalog {@code sluice} of a Spark session. */
    public Map<String, String> sparkProperties() {
        String prefix = "spark.sql.catalog." + CATALOG;
        Map<String, String> spark = new LinkedHashMap<>();
        spark.put(prefix, "org.apache.iceberg.spark.SparkCatalog");
        // Other processes commit to the same tables: a cached table would be read as it was.
        spark.put(prefix + "." + CatalogProperties.CACHE_ENABLED, "false");
        config.catalogProperties().forEach((key, value) -> spark.put(prefix + "." + key, value));
        return spark;
    }

    /** A table as it is now, or empty when there is none. */
    public Optional<Table> find(TableIdentifier name) {
        return attempt(() -> {
            try {
                return Optional.of(catalog.loadTable(name));
            } catch (NoSuchTableException missing) {
                return Optional.empty();
            }
        });
    }

    /** A table as it is now. */
    public Table load(TableIdentifier name) {
        return find(name)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Missing table: " + name + " is not in the catalog "
                                        + config.shownUri()
                                        + ": nothing was written to it yet, or this is another catalog than the one that was written to"));
    }

    /**
     * The table of a layout, created when it is not there; safe when several processes do so at once. One that was created by an earlier
     * form of the layout gets the columns that it lacks, and wider types; nothing is taken from it.
     */
    public Table loadOrCreate(TableLayout layout) {
        Table table = find(layout.name()).orElseGet(() -> attempt(() -> create(layout)));
        return layout.fits(table)
                ? table
                : attempt(() -> {
                    layout.widen(table);
                    return load(layout.name());
                });
    }

    /** Runs something on the catalog with failures told in words that help. */
    public <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw LakeErrors.translate(config, e);
        }
    }

    private Table create(TableLayout layout) {
        createNamespace(layout.name().namespace());
        try {
            return catalog.createTable(layout.name(), layout.schema(), layout.spec(), layout.properties());
        } catch (RuntimeException e) {
            // Somebody else may have been faster; catalogs say so in different ways.
            return find(layout.name()).orElseThrow(() -> e);
        }
    }

    private void createNamespace(Namespace namespace) {
        if (!(catalog instanceof SupportsNamespaces namespaces) || namespaces.namespaceExists(namespace)) {
            return;
        }
        try {
            namespaces.createNamespace(namespace);
        } catch (AlreadyExistsException somebodyElseWasFaster) {
            // It exists, which is what was wanted.
        } catch (RuntimeException e) {
            if (!namespaces.namespaceExists(namespace)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
