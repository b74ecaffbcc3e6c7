package io.sluice.activities.expression.rewrite;

import io.sluice.definitions.pattern.BudgetedText;
import io.sluice.definitions.pattern.TooManyStepsException;
import io.sluice.quality.python.DeepStack;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.StringUtils;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The functions of regular expressions as Spark has them, asked from within generated code; NULL where a text needs too
 * many steps, or too deep a recursion. Source: decision 049.
 *
 * <p>Spark's own let a StackOverflowError through, which no TRY catches and which ends an executor, and can be busy with one
 * row for years.
 */
public final class Regexes {
    private static final int MAX_CACHED = 1_000;
    private static final ConcurrentMap<UTF8String, Pattern> CACHE = new ConcurrentHashMap<>();

    private Regexes() {}

    /** Whether a match is found somewhere: {@code rlike}. */
    public static @Nullable Boolean find(UTF8String text, UTF8String regex) {
        return ending(() -> matcher(text, regex).find());
    }

    /** Whether all of a text matches. */
    public static @Nullable Boolean matches(UTF8String text, UTF8String regex) {
        return ending(() -> matcher(text, regex).matches());
    }

    /** Whether a pattern with {@code %} and {@code _} matches all of a text: {@code like}. */
    public static @Nullable Boolean like(UTF8String text, UTF8String pattern, int escape) {
        return matches(text, UTF8String.fromString(StringUtils.escapeLikeRegex(pattern.toString(), (char) escape)));
    }

    /** What a group of the first match holds, or the empty text: {@code regexp_extract}. */
    public static @Nullable UTF8String extract(UTF8String text, UTF8String regex, int group) {
        return ending(() -> {
            Matcher matcher = matcher(text, regex);
            String found = matcher.find() ? matcher.group(group) : null;
            return found == null ? UTF8String.EMPTY_UTF8 : UTF8String.fromString(found);
        });
    }

    /** The text with every match from a position (from 1) on replaced: {@code regexp_replace}. */
    public static @Nullable UTF8String replace(UTF8String text, UTF8String regex, UTF8String with, int position) {
        return ending(() -> {
            String whole = text.toString();
            int from = position - 1;
            Matcher matcher = matcher(text, regex);
            if (from != 0 && from >= whole.length()) {
                return text;
            }
            matcher.region(from, whole.length());
            StringBuilder result = new StringBuilder();
            String replacement = with.toString();
            while (matcher.find()) {
                matcher.appendReplacement(result, replacement);
            }
            return UTF8String.fromString(matcher.appendTail(result).toString());
        });
    }

    /** The parts of a text between matches, at most {@code limit} of them where that is positive: {@code split}. */
    public static @Nullable ArrayData split(UTF8String text, UTF8String regex, int limit) {
        return ending(() -> {
            if (regex.numBytes() == 0) {
                return parts(text.split(regex, limit));
            }
            // Java leaves empty parts at the end away where the limit is 0; SQL does not.
            String[] parts = pattern(regex).split(new BudgetedText(text.toString()), limit == 0 ? -1 : limit);
            return parts(Arrays.stream(parts).map(UTF8String::fromString).toArray(UTF8String[]::new));
        });
    }

    /** Whether a node is one of these calls, and not of anything else. */
    public static boolean isOne(Expression expression) {
        return expression instanceof StaticInvoke call && call.staticObject() == Regexes.class;
    }

    private static <T> @Nullable T ending(Supplier<@Nullable T> search) {
        try {
            return DeepStack.call(search);
        } catch (TooManyStepsException | StackOverflowError endless) {
            return null;
        }
    }

    private static ArrayData parts(UTF8String[] parts) {
        return new GenericArrayData((Object[]) parts);
    }

    private static Matcher matcher(UTF8String text, UTF8String regex) {
        return pattern(regex).matcher(new BudgetedText(text.toString()));
    }

    private static Pattern pattern(UTF8String regex) {
        Pattern known = CACHE.get(regex);
        if (known != null) {
            return known;
        }
        Pattern compiled = Pattern.compile(regex.toString());
        if (CACHE.size() < MAX_CACHED) {
            // What Spark hands over may point into a row that is written over.
            CACHE.put(regex.copy(), compiled);
        }
        return compiled;
    }
}
