package io.sluice.quality.python;

import io.sluice.definitions.pattern.BudgetedText;
import io.sluice.definitions.pattern.Explosions;
import io.sluice.definitions.pattern.Explosions.Explosion;
import io.sluice.definitions.pattern.TooManyStepsException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in the syntax of Python's {@code re}, for texts: classes such as {@code \w} are those of
 * Unicode, only a line feed ends a line. Evaluated by Java's engine, which backtracks as Python's does, but gives up
 * after so many steps.
 */
public final class PythonRegex {
    private static final int MAX_CACHED = 1_000;
    private static final ConcurrentMap<String, PythonRegex> CACHE = new ConcurrentHashMap<>();

    private final Pattern pattern;

    private PythonRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles an expression; the same text gives the same object as a rule.
     *
     * @throws RegexSyntaxException with the position of what is wrong
     */
    public static PythonRegex of(String regex) {
        PythonRegex known = CACHE.get(regex);
        if (known != null) {
            return known;
        }
        PythonRegex compiled = compile(regex);
        if (CACHE.size() < MAX_CACHED) {
            CACHE.put(regex, compiled);
        }
        return compiled;
    }

    /**
     * What of an expression can read some text in exponentially many ways, so that one value may take years.
     *
     * @throws RegexSyntaxException as {@link #of}
     */
    public static Optional<Explosion> explosion(String regex) {
        RegexTranslation translation = new RegexTranslation(regex);
        return Explosions.find(translation.java(), translation.flags())
                .map(found -> new Explosion(translation.position(found.position()), found.part()));
    }

    /** What is said of an explosion, as the end of a sentence about its expression. */
    public static String explodes(Explosion explosion) {
        return "may explode: at position " + explosion.position() + ", " + explosion.part()
                + " can match the same text in very many ways; write it so that each text matches in one way";
    }

    private static PythonRegex compile(String regex) {
        RegexTranslation translation = new RegexTranslation(regex);
        String java = translation.java();
        try {
            return new PythonRegex(Pattern.compile(java, translation.flags()));
        } catch (PatternSyntaxException broken) {
            throw new RegexSyntaxException(
                    broken.getDescription(), translation.position(Math.max(0, broken.getIndex())));
        } catch (StackOverflowError tooDeep) {
            throw new RegexSyntaxException("too many groups inside each other", 0);
        }
    }

    /**
     * Whether a match is found somewhere in a text.
     *
     * @throws UndecidedException when it takes too many steps, or too deep a recursion, to tell
     */
    public boolean find(String text) {
        try {
            return DeepStack.call(() -> pattern.matcher(new BudgetedText(text)).find());
        } catch (TooManyStepsException endless) {
            throw new UndecidedException(String.valueOf(endless.getMessage()));
        } catch (StackOverflowError tooLong) {
            throw new UndecidedException("the regular expression repeats a group too often on a value");
        }
    }
}
