package io.sluice.workflows.lane;

/** Object of the signals {@code pause} and {@code resume}. */
public record Control(String by, String reason) {}
