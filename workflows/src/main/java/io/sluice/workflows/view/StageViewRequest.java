package io.sluice.workflows.view;

import io.sluice.workflows.registry.ViewSettings;
import java.util.List;

/**
 * Asks for the change points of a view for a range of days, staged but not published.
 *
 * @param from first day, for example 2010-12-01
 * @param to last day, inclusive
 */
public record StageViewRequest(
        ViewSettings view, String from, String to, String run, int attempt, List<String> quarantineRules) {}
