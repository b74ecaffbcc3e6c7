package io.sluice.definitions.pattern;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/**
 * Which letters a class of an expression holds, asked of a sample: all of Latin-1, one of each sort beyond, and whatever the
 * expression itself writes.
 */
final class Letters {
    private static final int[] BEYOND = {
        0x100, 0x301, 0x3b1, 0x416, 0x5d0, 0x661, 0x915, 0x2003, 0x2014, 0x2028, 0x20ac, 0x3042, 0x4e2d, 0xfffd, 0x1f600
    };

    private final List<String> sample;
    private final int flags;
    private final Map<String, BitSet> known = new HashMap<>();
    private int strangers;

    Letters(String regex, int flags) {
        this.flags = regex.matches("(?s).*\\(\\?[a-zA-Z]*i.*") ? flags | Pattern.CASE_INSENSITIVE : flags;
        this.sample = IntStream.concat(
                        IntStream.concat(IntStream.range(0, 256), IntStream.of(BEYOND)), regex.codePoints())
                .distinct()
                .mapToObj(Character::toString)
                .toList();
    }

    /** The numbers of the sampled letters that one letter of an expression, as it is written, stands for. */
    BitSet of(String written) {
        return known.computeIfAbsent(written, this::ask);
    }

    /** What is no letter and meets none. */
    BitSet stranger() {
        BitSet stranger = new BitSet();
        stranger.set(sample.size() + strangers++);
        return stranger;
    }

    private BitSet ask(String written) {
        try {
            Pattern pattern = Pattern.compile(written, flags);
            BitSet letters = new BitSet();
            for (int i = 0; i < sample.size(); i++) {
                letters.set(i, pattern.matcher(sample.get(i)).matches());
            }
            return letters;
        } catch (PatternSyntaxException broken) {
            throw new UnreadableException("not a letter: " + written);
        }
    }
}
