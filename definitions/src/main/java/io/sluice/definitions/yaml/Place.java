package io.sluice.definitions.yaml;

/** Where something is written. Lines and columns count from 1. */
public record Place(String path, int line, int column) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int byPath = path.compareTo(other.path);
        int byLine = byPath != 0 ? byPath : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }
}
