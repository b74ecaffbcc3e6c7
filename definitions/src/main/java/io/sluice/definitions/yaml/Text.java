package io.sluice.definitions.yaml;

import java.util.List;

/**
 * A scalar with its place.
 *
 * @param lines where each line of the value begins in the file; empty when the value is not written as it reads (folded
 *     lines, escapes)
 */
public record Text(String value, Place place, List<Place> lines) {
    public Text {
        lines = List.copyOf(lines);
    }

    /** The place of a character of this text; where that is not known, the place where the text begins. */
    public Place at(int offset) {
        if (offset < 0 || offset > value.length()) {
            return place;
        }
        String before = value.substring(0, offset);
        int line = (int) before.chars().filter(character -> character == '\n').count();
        if (line >= lines.size()) {
            return place;
        }
        Place start = lines.get(line);
        int column = before.length() - (before.lastIndexOf('\n') + 1);
        return new Place(start.path(), start.line(), start.column() + column);
    }
}
