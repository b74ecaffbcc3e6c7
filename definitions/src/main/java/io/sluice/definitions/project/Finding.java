package io.sluice.definitions.project;

/** One error in a project. Lines and columns count from 1. */
public record Finding(String path, int line, int column, String message) {
    @Override
    public String toString() {
        return path + ":" + line + ":" + column + ": " + message;
    }
}
