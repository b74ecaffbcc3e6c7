package io.sluice.quality.python;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites a regular expression of Python for Java, letter by letter, where the two differ. */
final class RegexTranslation {
    private static final Pattern REPEAT = Pattern.compile("\\{(\\d*)(,?)(\\d*)\\}");
    private static final Pattern GLOBAL_FLAGS = Pattern.compile("\\(\\?([aiLmsux]+)\\)");
    private static final Pattern SCOPED_FLAGS = Pattern.compile("\\(\\?([aiLmsux]*)(-[imsx]+)?:");
    private static final Pattern NAME = Pattern.compile("\\(\\?P(?:<(\\w+)>|=(\\w+)\\))");

    private final String python;
    private final StringBuilder java = new StringBuilder();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private int flags = Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;
    private boolean verbose;
    private int at;
    private int groups;

    /** @throws RegexSyntaxException where Python would refuse, or Java cannot follow */
    RegexTranslation(String python) {
        this.python = python;
        globalFlags();
        while (at < python.length()) {
            positions.put(java.length(), at);
            step(python.charAt(at));
        }
    }

    String java() {
        return java.toString();
    }

    int flags() {
        return flags;
    }

    /** The place in the original that made a place in the translation. */
    int position(int place) {
        if (place >= java.length()) {
            return python.length();
        }
        for (int i = place; i >= 0; i--) {
            Integer position = positions.get(i);
            if (position != null) {
                return position;
            }
        }
        return 0;
    }

    private void globalFlags() {
        Matcher matcher = GLOBAL_FLAGS.matcher(python);
        if (!matcher.lookingAt()) {
            return;
        }
        at = matcher.end();
        for (char flag : matcher.group(1).toCharArray()) {
            switch (flag) {
                case 'i' -> flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'm' -> flags |= Pattern.MULTILINE;
                case 's' -> flags |= Pattern.DOTALL;
                case 'a' -> flags &= ~Pattern.UNICODE_CHARACTER_CLASS;
                case 'x' -> verbose = true;
                case 'L' -> throw new RegexSyntaxException("the flag L is not for texts", 0);
                default -> flags |= Pattern.UNICODE_CHARACTER_CLASS;
            }
        }
    }

    private void step(char letter) {
        switch (letter) {
            case '\\' -> new RegexEscape(python, at, groups, java).write(false);
            case '[' -> {
                at = new RegexClass(python, at, java).write();
                return;
            }
            case '(' -> {
                group();
                return;
            }
            case '{' -> {
                brace();
                return;
            }
            case '}', ']' -> java.append('\\').append(letter);
            default -> plain(letter);
        }
        at += letter == '\\' ? RegexEscape.length(python, at) : 1;
    }

    private void plain(char letter) {
        if (verbose && letter == '#') {
            int end = python.indexOf('\n', at);
            at = (end < 0 ? python.length() : end) - 1;
        } else if (!verbose || " \t\n\r\f\u000b".indexOf(letter) < 0) {
            java.append(letter);
        }
    }

    private void brace() {
        Matcher repeat = REPEAT.matcher(python).region(at, python.length());
        if (repeat.lookingAt() && repeat.end() - at > 2 && isRepeat(repeat)) {
            String least = repeat.group(1).isEmpty() ? "0" : repeat.group(1);
            java.append('{')
                    .append(least)
                    .append(repeat.group(2))
                    .append(repeat.group(3))
                    .append('}');
            at = repeat.end();
        } else {
            java.append("\\{");
            at++;
        }
    }

    /** {@code {3}}, {@code {3,}}, {@code {,3}} and {@code {,}} repeat; {@code {}} does not. */
    private static boolean isRepeat(Matcher repeat) {
        return !repeat.group(2).isEmpty()
                || repeat.group(3).isEmpty() && !repeat.group(1).isEmpty();
    }

    private void group() {
        if (!python.startsWith("(?", at)) {
            groups++;
            java.append('(');
            at++;
        } else if (python.startsWith("(?#", at)) {
            int end = python.indexOf(')', at);
            at = require(end, "the comment does not end") + 1;
        } else if (python.startsWith("(?P", at)) {
            named();
        } else if (python.startsWith("(?(", at)) {
            throw new RegexSyntaxException("groups that depend on groups, (?(…)…), cannot be evaluated", at);
        } else {
            special();
        }
    }

    private int require(int found, String otherwise) {
        if (found < 0) {
            throw new RegexSyntaxException(otherwise, at);
        }
        return found;
    }

    private void named() {
        Matcher name = NAME.matcher(python).region(at, python.length());
        if (!name.lookingAt()) {
            throw new RegexSyntaxException("unknown group, expected (?P<name>…) or (?P=name)", at);
        }
        if (name.group(1) != null) {
            groups++;
            if (names.put(name.group(1), groups) != null) {
                throw new RegexSyntaxException("two groups have the name " + name.group(1), at);
            }
            java.append('(');
        } else {
            Integer group = names.get(name.group(2));
            if (group == null) {
                throw new RegexSyntaxException("there is no group " + name.group(2), at);
            }
            java.append("(?:\\").append(group).append(')');
        }
        at = name.end();
    }

    private void special() {
        for (String same : new String[] {"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>"}) {
            if (python.startsWith(same, at)) {
                java.append(same);
                at += same.length();
                return;
            }
        }
        Matcher scoped = SCOPED_FLAGS.matcher(python).region(at, python.length());
        if (!scoped.lookingAt() || scoped.group().toLowerCase(Locale.ROOT).matches(".*[lx].*")) {
            throw new RegexSyntaxException("unknown or unsupported group " + head(), at);
        }
        String off = scoped.group(2) == null ? "" : scoped.group(2);
        boolean ascii = scoped.group(1).contains("a");
        java.append("(?")
                .append(scoped.group(1).replace("a", "").replace("u", "U").replace("i", "iu"));
        java.append(ascii ? (off.isEmpty() ? "-" : off) + "U" : off).append(':');
        at = scoped.end();
    }

    private String head() {
        return python.substring(at, Math.min(python.length(), at + 4));
    }
}
