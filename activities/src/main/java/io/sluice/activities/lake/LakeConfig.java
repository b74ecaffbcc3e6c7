package io.sluice.activities.lake;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * Where the lake is.
 *
 * @param catalogUri {@code jdbc:sqlite:<file>}, {@code jdbc:postgresql://…}, or the http(s) address of a REST catalog
 * @param warehouse a folder or the address of a bucket; a path without a scheme is a local one
 * @param properties further properties of the Iceberg catalog, for example {@code jdbc.user}; they win over ours
 */
public record LakeConfig(String catalogUri, String warehouse, Map<String, String> properties) {
    private static final String SQLITE = "jdbc:sqlite:";

    /** Without them a second writer gets SQLITE_BUSY at once. */
    private static final String SQLITE_PARAMETERS = "journal_mode=WAL&busy_timeout=10000";

    public LakeConfig {
        requireNonNull(catalogUri, "catalogUri is null");
        requireNonNull(warehouse, "warehouse is null");
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        if (!catalogUri.startsWith("jdbc:") && !catalogUri.startsWith("http")) {
            throw new IllegalArgumentException(
                    "Invalid lake.catalog-uri (expected jdbc:sqlite:<file>, jdbc:postgresql://<host>/<database> or"
                            + " http(s)://<REST catalog>): " + catalogUri);
        }
    }

    /** A lake without further properties. */
    public static LakeConfig of(String catalogUri, String warehouse) {
        return new LakeConfig(catalogUri, warehouse, Map.of());
    }

    /** A lake on SQLite in a folder: {@code catalog.db} and {@code warehouse}. */
    public static LakeConfig embedded(Path folder) {
        return of(
                SQLITE + folder.resolve("catalog.db"),
                folder.resolve("warehouse").toString());
    }

    /** The class of the catalog, and everything that it is initialised with. */
    Map<String, String> catalogProperties() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(CatalogProperties.URI, uri());
        all.put(CatalogProperties.WAREHOUSE_LOCATION, location());
        if (catalogUri.startsWith("jdbc:")) {
            all.put(CatalogProperties.CATALOG_IMPL, JdbcCatalog.class.getName());
            all.put("jdbc.schema-version", "V1");
        } else {
            all.put(CatalogProperties.CATALOG_IMPL, CatalogUtil.ICEBERG_CATALOG_REST);
        }
        all.putAll(properties);
        return all;
    }

    /** The catalog without what may be secret in its parameters, for messages. */
    String shownUri() {
        int query = catalogUri.indexOf('?');
        return (query < 0 ? catalogUri : catalogUri.substring(0, query)).replaceAll("//[^/@]*@", "//");
    }

    private String uri() {
        if (!catalogUri.startsWith(SQLITE) || catalogUri.contains("journal_mode")) {
            return catalogUri;
        }
        return catalogUri + (catalogUri.contains("?") ? "&" : "?") + SQLITE_PARAMETERS;
    }

    /** Whether nobody has written to it: a catalog in a file that is not there, in a folder that is. */
    boolean isUnwritten() {
        String place = catalogUri.substring(catalogUri.startsWith(SQLITE) ? SQLITE.length() : 0);
        if (!catalogUri.startsWith(SQLITE) || place.startsWith(":") || place.startsWith("file:")) {
            return false;
        }
        Path file = Path.of(place.replaceFirst("\\?.*", ""));
        return Files.notExists(file) && Files.isDirectory(file.toAbsolutePath().getParent());
    }

    /** The warehouse with its scheme. */
    public String location() {
        if (URI.create(warehouse.replace(' ', '+')).getScheme() != null) {
            return warehouse;
        }
        // Always with its scheme: another default file system (a cluster's) must not change what the tables say.
        return "file://" + Path.of(warehouse).toAbsolutePath().normalize();
    }

    @Override
    public String toString() {
        return "LakeConfig[catalogUri=" + shownUri() + ", warehouse=" + warehouse + ", properties="
                + new TreeSet<>(properties.keySet()) + "]";
    }
}
