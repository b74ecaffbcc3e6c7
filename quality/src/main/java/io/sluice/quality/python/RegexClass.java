package io.sluice.quality.python;

/**
 * A set of characters in square brackets. Java would read sets inside of sets and intersections, which Python does not
 * have.
 *
 * @param start where the bracket is
 * @param java where the translation goes
 */
record RegexClass(String python, int start, StringBuilder java) {
    /** Writes the same for Java and returns where the rest begins. */
    int write() {
        int at = start + 1;
        java.append('[');
        if (python.startsWith("^", at)) {
            java.append('^');
            at++;
        }
        int first = at;
        while (at < python.length() && (python.charAt(at) != ']' || at == first)) {
            at += member(at);
        }
        if (at >= python.length()) {
            throw new RegexSyntaxException("the set of characters does not end", start);
        }
        java.append(']');
        return at + 1;
    }

    private int member(int at) {
        char letter = python.charAt(at);
        if (letter == '\\') {
            new RegexEscape(python, at, 0, java).write(true);
            return RegexEscape.length(python, at);
        }
        if ("[]&^".indexOf(letter) >= 0) {
            java.append('\\');
        }
        java.append(letter);
        return 1;
    }
}
