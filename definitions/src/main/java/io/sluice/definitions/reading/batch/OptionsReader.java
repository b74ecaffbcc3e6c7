package io.sluice.definitions.reading.batch;

import io.sluice.definitions.model.BatchOption;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the options of one kind of batch lane: only those it has, each with a value it can hold. */
final class OptionsReader {
    private static final List<String> PAGING = List.of("none", "page", "offset", "cursor", "link");

    /** What people write for a secret where its name belongs. */
    private static final Map<String, String> LITERAL_SECRETS = literals();

    private final Fields options;
    private final String reader;
    private final List<String> columns;
    private final Map<String, String> read = new LinkedHashMap<>();

    OptionsReader(Fields options, String reader, List<String> columns) {
        this.options = options;
        this.reader = reader;
        this.columns = columns;
    }

    Map<String, String> read() {
        boolean known = !reader.isEmpty();
        if (known) {
            LITERAL_SECRETS.forEach(this::refuse);
            BatchOption.of(reader).forEach(this::read);
        } else {
            // The format is missing or none: that is reported, its options are anybody's.
            options.pairs();
        }
        options.finish();
        checkTogether();
        return read;
    }

    private void refuse(String literal, String instead) {
        if (BatchOption.find(reader, instead).isPresent() && options.has(literal)) {
            options.wrong(
                    literal,
                    literal + " of " + options.owner() + " is a secret and does not belong into a definition; write "
                            + instead + ": <name> and give the workers the secret of that name");
        }
    }

    private void read(BatchOption option) {
        Text text = options.text(option.text()).orElse(null);
        if (text == null) {
            return;
        }
        check(option, text.value());
        read.put(option.text(), text.value());
    }

    private void check(BatchOption option, String value) {
        String key = option.text();
        switch (option.form()) {
            case TEXT -> {}
            case FLAG -> options.flag(key, false);
            case COUNT -> options.integer(key, 1, 1, Integer.MAX_VALUE);
            case NUMBER -> options.integer(key, 0, 0, Integer.MAX_VALUE);
            case DURATION -> options.positiveDuration(key);
            case SECRET -> secret(key, value);
            case PAGING -> oneOf(key, value, PAGING);
        }
    }

    private void secret(String key, String value) {
        if (!value.matches("[a-z][a-z0-9_]{0,62}")) {
            options.wrong(
                    key,
                    key + " of " + options.owner()
                            + " must be the name of a secret: lower-case letters, digits and underscores");
        }
    }

    private void oneOf(String key, String value, List<String> valid) {
        if (!valid.contains(value)) {
            options.wrong(
                    key,
                    key + " of " + options.owner() + " must be one of " + String.join(", ", valid) + ", not " + value
                            + Nearest.hint(value, valid));
        }
    }

    private void checkTogether() {
        switch (reader) {
            case "csv" -> checkEncoding();
            case "jdbc" -> checkDatabase();
            case "api" -> checkPaging();
            default -> {}
        }
    }

    private void checkEncoding() {
        boolean wide = Optional.ofNullable(read.get("encoding")).orElse("").matches("(?i)utf-?(16|32).*");
        if (wide && !Boolean.parseBoolean(read.get("multiLine"))) {
            options.wrong(
                    "encoding", "encoding " + read.get("encoding") + " needs multiLine: true: its lines end otherwise");
        }
    }

    private void checkDatabase() {
        if (read.containsKey("table") == read.containsKey("query")) {
            wrong(
                    read.containsKey("query") ? "query" : "table",
                    options.owner() + " needs exactly one of table and query");
        }
        if (read.containsKey("user") && read.containsKey("user_secret")) {
            wrong("user_secret", options.owner() + " has both user and user_secret; keep one");
        }
        if (read.containsKey("slices") != read.containsKey("slice_by")) {
            wrong(
                    read.containsKey("slices") ? "slices" : "slice_by",
                    options.owner()
                            + " needs slice_by and slices together: the column that is shared out, and among how many");
        }
        String sliced = read.get("slice_by");
        if (sliced != null && !columns.isEmpty() && !columns.contains(sliced)) {
            wrong(
                    "slice_by",
                    "slice_by of " + options.owner() + " names no column of the schema: " + sliced
                            + Nearest.hint(sliced, columns));
        }
    }

    private void checkPaging() {
        String paging = read.getOrDefault("paging", "none");
        if (paging.equals("cursor") && !read.containsKey("next")) {
            wrong("paging", options.owner() + " pages by cursor and needs next: the path of the next cursor in a page");
        }
        forbid("next", paging, List.of("cursor", "link"));
        forbid("param", paging, List.of("page", "offset", "cursor"));
        forbid("first", paging, List.of("page", "offset"));
        if (read.containsKey("size_param") != read.containsKey("size")) {
            wrong(
                    read.containsKey("size") ? "size" : "size_param",
                    options.owner() + " needs size_param and size together: the parameter and its value");
        }
        for (String detail : List.of("token_header", "token_prefix")) {
            if (read.containsKey(detail) && !read.containsKey("token_secret")) {
                wrong(
                        detail,
                        detail + " of " + options.owner()
                                + " says how a token is sent; there is none without token_secret");
            }
        }
    }

    private void forbid(String key, String paging, List<String> of) {
        if (read.containsKey(key) && !of.contains(paging)) {
            wrong(
                    key,
                    key + " of " + options.owner() + " is for paging " + String.join(" or ", of) + "; this is "
                            + paging);
        }
    }

    private void wrong(String key, String sentence) {
        options.wrong(key, sentence);
    }

    private static Map<String, String> literals() {
        Map<String, String> literals = new LinkedHashMap<>();
        literals.put("password", "password_secret");
        literals.put("token", "token_secret");
        return literals;
    }
}
