package io.sluice.definitions.reading.batch;

import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.Batch.Access;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code batch:} of a source. Source: contract §2. */
public final class BatchReader {
    private static final List<String> FORMATS = List.of("parquet", "csv", "json", "avro", "orc");

    /** Parameters that drivers and services take secrets in. */
    private static final Pattern SECRET_PARAMETER = Pattern.compile(
            "[?&;](password|pwd|user|token|access_token|api_key|apikey|key|secret)=", Pattern.CASE_INSENSITIVE);

    private static final Pattern PERSON_IN_ADDRESS = Pattern.compile("//[^/?#]*@");

    private final Fields source;
    private final Fields batch;
    private final List<String> columns;

    private BatchReader(Fields source, Fields batch, List<String> columns) {
        this.source = source;
        this.batch = batch;
        this.columns = columns;
    }

    /**
     * The batch lane as it is written.
     *
     * @param source the mapping that holds it
     * @param batch the mapping that it is
     * @param columns the source's columns
     */
    public static Source.Batch read(Fields source, Fields batch, List<String> columns) {
        return new BatchReader(source, batch, columns).read();
    }

    private Source.Batch read() {
        Access access = access();
        String location = location(access);
        String format = format(access);
        Source.Partitioning partition = partition();
        Map<String, String> options = new LinkedHashMap<>();
        String reader = new Source.Batch(access, format, location, options, partition).reader();
        Fields written = batch.mapping("options").orElse(null);
        if (written != null) {
            options.putAll(new OptionsReader(written, reader, columns).read());
        } else if (access == Access.JDBC) {
            batch.wrong("jdbc", batch.owner() + " reads a database and needs options with table or query");
        }
        if (access == Access.JDBC && partition == Source.Partitioning.NONE && options.containsKey("predicate")) {
            checkUnpartitioned(written, options.get("predicate"));
        }
        if (options.containsKey("manifest")) {
            checkManifest(written, location, partition);
        }
        batch.finish();
        return new Source.Batch(access, format, location, options, partition);
    }

    private Source.Partitioning partition() {
        batch.need("partition");
        return batch.choice("partition", Source.Partitioning.values()).orElse(Source.Partitioning.NONE);
    }

    private static void checkUnpartitioned(@Nullable Fields options, String predicate) {
        if (options != null && (predicate.contains("{from}") || predicate.contains("{to}"))) {
            options.wrong("predicate", "predicate names {from} or {to}, but partition is none: there is no window");
        }
    }

    private static void checkManifest(@Nullable Fields options, String location, Source.Partitioning partition) {
        if (options != null && partition != Source.Partitioning.NONE && !location.contains("{partition}")) {
            options.wrong(
                    "manifest",
                    "manifest announces whole files, but path holds those of all partitions at once; write {partition}"
                            + " into the path, or leave manifest out");
        }
    }

    private Access access() {
        List<Access> written = Arrays.stream(Access.values())
                .filter(access -> batch.has(access.name().toLowerCase(Locale.ROOT)))
                .toList();
        if (written.size() != 1) {
            source.wrong("batch", batch.owner() + " needs exactly one of path, jdbc and api");
        }
        return written.isEmpty() ? Access.PATH : written.get(0);
    }

    private String location(Access access) {
        String key = access.name().toLowerCase(Locale.ROOT);
        Text text = batch.text(key).orElse(null);
        if (text == null) {
            return "";
        }
        if (access == Access.JDBC && !text.value().matches("jdbc:[a-z0-9]+:.+")) {
            batch.wrong(
                    key, "jdbc of " + batch.owner() + " must be an address such as jdbc:postgresql://host:5432/shop");
        }
        if (access == Access.API && !text.value().matches("https?://[^/?#]+.*")) {
            batch.wrong(key, "api of " + batch.owner() + " must be an address such as https://host/v1/orders");
        }
        checkNoSecret(access, key, text.value());
        return text.value();
    }

    private void checkNoSecret(Access access, String key, String address) {
        boolean named = SECRET_PARAMETER.matcher(address).find()
                || PERSON_IN_ADDRESS.matcher(address).find();
        if (access != Access.PATH && named) {
            String instead = access == Access.JDBC ? "user and password_secret" : "token_secret";
            batch.wrong(
                    key,
                    key + " of " + batch.owner() + " holds who may read it; write options " + instead + " instead");
        }
    }

    private String format(Access access) {
        if (access != Access.PATH) {
            if (batch.has("format")) {
                batch.wrong("format", "format is for files; " + batch.owner() + " reads none");
            }
            return "";
        }
        Text format = batch.required("format").orElse(null);
        if (format == null) {
            return "";
        }
        if (!FORMATS.contains(format.value())) {
            batch.wrong(
                    "format",
                    "format of " + batch.owner() + " must be one of " + String.join(", ", FORMATS) + ", not "
                            + format.value() + Nearest.hint(format.value(), FORMATS));
        }
        return format.value();
    }
}
