package io.sluice.workflows.view;

import io.sluice.workflows.registry.ViewSettings;

/** Asks which days of a view have to be computed (again). */
public record PlanViewUpdateRequest(ViewSettings view) {}
