package io.sluice.quality.report.page;

/**
 * A command that decides a gate.
 *
 * @param name the verb, with its strategy
 * @param effect what happens then
 * @param command to be typed
 */
public record NextStep(String name, String effect, String command) {}
