package io.sluice.quality.python;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backslash of a regular expression and what follows.
 *
 * @param at where the backslash is
 * @param groups opened so far
 * @param java where the translation goes
 */
record RegexEscape(String python, int at, int groups, StringBuilder java) {
    private static final Pattern OCTAL = Pattern.compile("\\\\(0[0-7]{0,2}|[0-3][0-7]{2})");
    private static final Pattern HEX = Pattern.compile("\\\\(?:x(\\p{XDigit}{2})|u(\\p{XDigit}{4})|U(\\p{XDigit}{8}))");
    private static final Pattern NAMED = Pattern.compile("\\\\N\\{([^}]+)\\}");
    private static final Pattern REFERENCE = Pattern.compile("\\\\([1-9]\\d?)");

    /** How many letters of the original the escape takes. */
    static int length(String python, int at) {
        for (Pattern pattern : new Pattern[] {OCTAL, HEX, REFERENCE, NAMED}) {
            Matcher matcher = pattern.matcher(python).region(at, python.length());
            if (matcher.lookingAt()) {
                return matcher.end() - at;
            }
        }
        return 2;
    }

    /** Writes the same for Java; inside of a class other escapes are allowed. */
    void write(boolean inClass) {
        if (at + 1 >= python.length()) {
            throw new RegexSyntaxException("a backslash at the end", at);
        }
        if (!octal() && !hex() && !named() && !(!inClass && reference())) {
            letter(python.charAt(at + 1), inClass);
        }
    }

    private boolean octal() {
        Matcher octal = OCTAL.matcher(python).region(at, python.length());
        boolean found = octal.lookingAt();
        if (found) {
            code(Integer.parseInt(octal.group(1), 8));
        }
        return found;
    }

    private boolean hex() {
        Matcher hex = HEX.matcher(python).region(at, python.length());
        boolean found = hex.lookingAt();
        if (found) {
            int code = Integer.parseUnsignedInt(hex.group().substring(2), 16);
            if (!Character.isValidCodePoint(code)) {
                throw new RegexSyntaxException("there is no character " + hex.group(), at);
            }
            code(code);
        }
        return found;
    }

    private boolean named() {
        Matcher named = NAMED.matcher(python).region(at, python.length());
        boolean found = named.lookingAt();
        if (found) {
            try {
                code(Character.codePointOf(named.group(1)));
            } catch (IllegalArgumentException unknown) {
                throw new RegexSyntaxException("there is no character " + named.group(1), at);
            }
        }
        return found;
    }

    private boolean reference() {
        Matcher reference = REFERENCE.matcher(python).region(at, python.length());
        boolean found = reference.lookingAt();
        if (found) {
            int group = Integer.parseInt(reference.group(1));
            if (group > groups) {
                throw new RegexSyntaxException("there is no group " + group, at);
            }
            java.append("(?:\\").append(group).append(')');
        }
        return found;
    }

    private void letter(char letter, boolean inClass) {
        boolean known = "dDwWsSafnrt".indexOf(letter) >= 0 || !inClass && "AbB".indexOf(letter) >= 0;
        if (letter == 'v') {
            code(0x0b);
        } else if (letter == 'b' && inClass) {
            code(0x08);
        } else if (letter == 'Z' && !inClass) {
            java.append("\\z");
        } else if (known || !isWord(letter)) {
            java.append('\\').append(letter);
        } else {
            throw new RegexSyntaxException("bad escape \\" + letter, at);
        }
    }

    private static boolean isWord(char letter) {
        return letter < 128 && Character.isLetterOrDigit(letter);
    }

    private void code(int code) {
        java.append(String.format("\\x{%x}", code));
    }
}
