/**
 * YAML read with the place of everything in it, so that an error can say where. Start at {@link
 * io.sluice.definitions.yaml.YamlFile}.
 */
@NullMarked
package io.sluice.definitions.yaml;

import org.jspecify.annotations.NullMarked;
