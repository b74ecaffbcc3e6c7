package io.sluice.quality.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group of rows.
 *
 * @param values of the columns, in normal Java types
 * @param rows how many
 */
public record Group(List<@Nullable Object> values, long rows) {}
