package io.sluice.definitions.yaml;

/**
 * A scalar with its place.
 *
 * @param spelling how it is written in its file, from its beginning
 */
public record Text(String value, Place place, Spelling spelling) {
    /** The place of a character of this text, whatever the style of the scalar; where that is not known, its beginning. */
    public Place at(int offset) {
        return offset < 0 || offset > value.length() ? place : spelling.at(offset, value, place);
    }
}
