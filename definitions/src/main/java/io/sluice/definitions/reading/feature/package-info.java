/** Reads features: windows, aggregations, null policies, and the types that their expressions give. */
@NullMarked
package io.sluice.definitions.reading.feature;

import org.jspecify.annotations.NullMarked;
