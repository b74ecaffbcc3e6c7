package io.sluice.definitions.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every option of a batch lane: what reads it, what it holds, and whether it can change a row. */
public enum BatchOption {
    HEADER("header", List.of("csv"), Form.FLAG, Effect.ROWS, "whether the first line names the columns; default true"),
    SEP("sep", List.of("csv"), Form.TEXT, Effect.ROWS, "what separates columns; default a comma"),
    QUOTE("quote", List.of("csv"), Form.TEXT, Effect.ROWS, "default a double quote"),
    ESCAPE("escape", List.of("csv"), Form.TEXT, Effect.ROWS, "what escapes a quote inside quotes; default a backslash"),
    COMMENT("comment", List.of("csv"), Form.TEXT, Effect.ROWS, "lines that begin with it are skipped; default none"),
    ENCODING("encoding", List.of("csv"), Form.TEXT, Effect.ROWS, "the character set; default UTF-8"),
    NULL_VALUE("nullValue", List.of("csv"), Form.TEXT, Effect.ROWS, "the text that stands for no value; default empty"),
    EMPTY_VALUE("emptyValue", List.of("csv"), Form.TEXT, Effect.ROWS, "what a quoted empty text becomes"),
    IGNORE_LEADING(
            "ignoreLeadingWhiteSpace",
            List.of("csv"),
            Form.FLAG,
            Effect.ROWS,
            "cut spaces before values; default false"),
    IGNORE_TRAILING(
            "ignoreTrailingWhiteSpace",
            List.of("csv"),
            Form.FLAG,
            Effect.ROWS,
            "cut spaces after values; default false"),
    LINE_SEP("lineSep", List.of("csv"), Form.TEXT, Effect.ROWS, "what ends a line; default any line break"),
    MULTI_LINE(
            "multiLine",
            List.of("csv", "json"),
            Form.FLAG,
            Effect.ROWS,
            "csv: values may hold line breaks; json: one document a file instead of one a line; default false"),
    ITEMS(
            "items",
            List.of("json", "api"),
            Form.TEXT,
            Effect.ROWS,
            "the path of the list of records in a document, such as data.orders; default the document itself"),
    MANIFEST(
            "manifest",
            List.of("parquet", "csv", "json", "avro", "orc"),
            Form.TEXT,
            Effect.FETCHING,
            "the name of a JSON file beside the rows that announces what was sent, with {partition}; default none"),
    TABLE("table", List.of("jdbc"), Form.TEXT, Effect.ROWS, "the table to read; or query"),
    QUERY("query", List.of("jdbc"), Form.TEXT, Effect.ROWS, "the SELECT to read; instead of table"),
    PREDICATE(
            "predicate",
            List.of("jdbc"),
            Form.TEXT,
            Effect.ROWS,
            "the SQL condition for the rows of a partition, with {from}, {to} and {partition};"
                    + " default: its window of event_time"),
    USER("user", List.of("jdbc"), Form.TEXT, Effect.FETCHING, "the database user"),
    USER_SECRET("user_secret", List.of("jdbc"), Form.SECRET, Effect.FETCHING, "the secret that holds the user"),
    PASSWORD_SECRET(
            "password_secret", List.of("jdbc"), Form.SECRET, Effect.FETCHING, "the secret that holds the password"),
    SLICE_BY(
            "slice_by",
            List.of("jdbc"),
            Form.TEXT,
            Effect.FETCHING,
            "the numeric column that parallel reads share out"),
    SLICES("slices", List.of("jdbc"), Form.COUNT, Effect.FETCHING, "how many connections read at once; default 1"),
    FETCH_SIZE("fetch_size", List.of("jdbc"), Form.COUNT, Effect.FETCHING, "rows a round trip; default 10000"),
    PAGING("paging", List.of("api"), Form.PAGING, Effect.ROWS, "none, page, offset, cursor or link; default none"),
    NEXT(
            "next",
            List.of("api"),
            Form.TEXT,
            Effect.ROWS,
            "the path of the next cursor or link in a page; default for link: the header Link"),
    PARAM("param", List.of("api"), Form.TEXT, Effect.ROWS, "the query parameter that is counted on; default as paging"),
    FIRST("first", List.of("api"), Form.NUMBER, Effect.ROWS, "the number of the first page; default 1"),
    SIZE_PARAM("size_param", List.of("api"), Form.TEXT, Effect.FETCHING, "the query parameter for the page size"),
    SIZE("size", List.of("api"), Form.COUNT, Effect.FETCHING, "records a page"),
    TOKEN_SECRET("token_secret", List.of("api"), Form.SECRET, Effect.FETCHING, "the secret that holds the token"),
    TOKEN_HEADER("token_header", List.of("api"), Form.TEXT, Effect.FETCHING, "default Authorization"),
    TOKEN_PREFIX("token_prefix", List.of("api"), Form.TEXT, Effect.FETCHING, "default 'Bearer '"),
    REQUESTS_PER_SECOND("requests_per_second", List.of("api"), Form.COUNT, Effect.FETCHING, "at most; default 10"),
    RETRIES("retries", List.of("api"), Form.NUMBER, Effect.FETCHING, "of one page; default 5"),
    TIMEOUT("timeout", List.of("api"), Form.DURATION, Effect.FETCHING, "of one request; default 60 seconds"),
    MAX_PAGES("max_pages", List.of("api"), Form.COUNT, Effect.FETCHING, "more is an error; default 10000"),
    MAX_PAGE_BYTES("max_page_bytes", List.of("api"), Form.COUNT, Effect.FETCHING, "more is an error; default 64 MiB"),
    MAX_MIB(
            "max_mib",
            List.of("api"),
            Form.COUNT,
            Effect.FETCHING,
            "MiB of all pages; more is an error; default 10240");

    /** What a value may be. */
    public enum Form {
        TEXT,
        FLAG,
        /** A whole number of at least 1. */
        COUNT,
        /** A whole number of at least 0. */
        NUMBER,
        DURATION,
        /** The name of a secret, never a secret. */
        SECRET,
        PAGING
    }

    /** Whether another value can mean other rows, or only another way to fetch the same. */
    public enum Effect {
        ROWS,
        FETCHING
    }

    private final String text;
    private final List<String> readers;
    private final Form form;
    private final Effect effect;
    private final String meaning;

    BatchOption(String text, List<String> readers, Form form, Effect effect, String meaning) {
        this.text = text;
        this.readers = readers;
        this.form = form;
        this.effect = effect;
        this.meaning = meaning;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    /** Whether a file format, {@code jdbc} or {@code api} has it. */
    public boolean readBy(String reader) {
        return readers.contains(reader);
    }

    public Form form() {
        return form;
    }

    public Effect effect() {
        return effect;
    }

    /** A few words for people. */
    public String meaning() {
        return meaning;
    }

    /** The options of a file format, {@code jdbc} or {@code api}. */
    public static List<BatchOption> of(String reader) {
        return Arrays.stream(values()).filter(option -> option.readBy(reader)).toList();
    }

    /** The option of this name that a reader has. */
    public static Optional<BatchOption> find(String reader, String text) {
        return of(reader).stream().filter(option -> option.text.equals(text)).findFirst();
    }
}
