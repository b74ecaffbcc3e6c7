package io.sluice.workers.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every configuration key, with what it means and its default. */
public enum Key {
    LAKE_CATALOG_URI(
            "lake.catalog-uri",
            null,
            "Iceberg catalog: jdbc:sqlite:<file>, jdbc:postgresql://… or the http(s) address of a REST catalog"),
    LAKE_CATALOG_USER("lake.catalog-user", null, "User of the catalog database"),
    LAKE_CATALOG_PASSWORD("lake.catalog-password", null, "Password of the catalog database"),
    LAKE_WAREHOUSE("lake.warehouse", null, "Folder or bucket that holds the tables"),
    NOTIFY_CHANNELS(
            "notify.channels", "log", "Who is told about gates: log, file, webhook, or several with commas; none"),
    NOTIFY_FILE("notify.file", null, "File that the channel file appends lines of JSON to"),
    NOTIFY_WEBHOOK_URL("notify.webhook-url", null, "Address that the channel webhook posts to"),
    NOTIFY_WEBHOOK_SECRET("notify.webhook-secret", "notify_webhook", "Name of the secret that signs what is posted"),
    REDIS_ADDRESS("redis.address", "redis://127.0.0.1:6379", "Online store; rediss:// for TLS"),
    REDIS_USERNAME("redis.username", null, "ACL user of the online store"),
    REDIS_PASSWORD("redis.password", null, "Password of the online store"),
    KAFKA_BOOTSTRAP_SERVERS("kafka.bootstrap-servers", "127.0.0.1:9092", "Kafka brokers"),
    SPARK_MASTER("spark.master", "local[2]", "Spark master: local[n] or the address of a cluster"),
    SPARK_SHUFFLE_PARTITIONS("spark.shuffle-partitions", "4", "Partitions of a shuffle"),
    IDENTITY_CHECK(
            "identity.check",
            null,
            "Class that checks who decides about a gate (an IdentityCheck); unset: everybody's word is taken"),
    SECRETS_FOLDER(
            "secrets.folder", null, "Folder with a file per secret; the variables SLUICE_SECRET_<NAME> come first"),
    STREAM_STATE_FOLDER(
            "stream.state-folder",
            null,
            "Folder of the state of stream apps, which can be rebuilt from Kafka; unset: below the folder for temporary files"),
    STREAM_LOG_PARTITIONS(
            "stream.log-partitions",
            null,
            "Partitions of the log of a stream that is begun, chosen once; unset: as many as its topic has"),
    STREAM_REPLICATION("stream.replication", "1", "Copies of the topics that streams make"),
    STREAM_STANDBYS("stream.standbys", "0", "Copies of the state of an app on other stream workers"),
    STREAM_COMMIT_MILLIS(
            "stream.commit-millis", "100", "How often results of a stream become visible, in milliseconds"),
    STREAM_REPORT_SECONDS("stream.report-seconds", "10", "How often an app tells its lane where it stands, in seconds"),
    STREAM_ARCHIVE_SECONDS(
            "stream.archive-seconds", "60", "How long the lake may be behind the log of a stream, in seconds"),
    STREAM_ARCHIVE_ROWS("stream.archive-rows", "200000", "Rows after which the lake is not kept waiting that long"),
    STREAM_SCHEMAS_FOLDER(
            "stream.schemas-folder",
            null,
            "Folder with the schemas (*.avsc) that Avro records of topics are written with"),
    WORKER_BATCH_SLOTS("worker.batch-slots", "1", "Heavy activities that one batch worker runs at once"),
    WORKER_STREAM_SLOTS("worker.stream-slots", "32", "Apps and sinks that one stream worker hosts at once");

    private final String text;
    private final @Nullable String fallback;
    private final String meaning;

    Key(String text, @Nullable String fallback, String meaning) {
        this.text = text;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /** The key as written in a file, for example {@code redis.address}. */
    public String text() {
        return text;
    }

    /** The environment variable that overrides the file, for example {@code SLUICE_REDIS_ADDRESS}. */
    public String variable() {
        return "SLUICE_" + text.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The default, where there is one. */
    public Optional<String> fallback() {
        return Optional.ofNullable(fallback);
    }

    /** One sentence for help texts. */
    public String meaning() {
        return meaning;
    }

    /** Secrets are never printed; the address of a webhook often is one. */
    public boolean secret() {
        return text.endsWith("password") || this == NOTIFY_WEBHOOK_URL;
    }

    static Optional<Key> byText(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }

    static Optional<Key> byVariable(String variable) {
        return Arrays.stream(values())
                .filter(key -> key.variable().equals(variable))
                .findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(Key::text).toList();
    }

    static List<String> variables() {
        return Arrays.stream(values()).map(Key::variable).toList();
    }
}
