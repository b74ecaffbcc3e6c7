package io.sluice.definitions.join;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.online.EntityKey;

/** A row of a release: what holds for an entity from an instant on. */
public record ReleasedPoint(EntityKey key, ChangePoint point) {}
