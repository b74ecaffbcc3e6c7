package io.sluice.activities.fixer;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates that are written day first. */
public final class RetailDates implements Fixer {
    private static final long serialVersionUID = 1;
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{2})/(\\d{2})/(\\d{4}) (\\d{2}):(\\d{2})");

    @Override
    public Set<String> touches() {
        return Set.of("InvoiceDate");
    }

    @Override
    public Map<String, @Nullable Object> fix(FixerRow row) {
        Matcher date = DAY_FIRST.matcher(row.received("InvoiceDate").orElse(""));
        if (!date.matches()) {
            return Map.of();
        }
        String iso = "%s-%s-%sT%s:%s:00Z"
                .formatted(date.group(3), date.group(2), date.group(1), date.group(4), date.group(5));
        return Map.of("InvoiceDate", Instant.parse(iso).toEpochMilli());
    }
}
