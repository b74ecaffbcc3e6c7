package io.sluice.workflows.details;

/** A message that a workflow could not take, and why. */
public record IgnoredMessage(String name, String why) {}
