package io.sluice.definitions.join;

/** A generation went live. {@code appliedAt} is the store's own clock, epoch milliseconds. */
public record PointerSwap(String generation, long appliedAt) {}
