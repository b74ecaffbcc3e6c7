package io.sluice.activities.registry;

import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.registry.RegistryPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Which definition a file of a valid project holds: its first key is the kind, the key's value the name. */
final class DefinitionNames {
    private DefinitionNames() {}

    /** Files by the key of {@link RegistryPlan}. An entity that nobody declares has none. */
    static Map<String, DefinitionFile> of(List<DefinitionFile> files) {
        Map<String, DefinitionFile> named = new TreeMap<>();
        for (DefinitionFile file : files) {
            Map<?, ?> document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(file.text());
            if (file.path().endsWith(".json")) {
                Object suite =
                        document.containsKey("name") ? document.get("name") : document.get("expectation_suite_name");
                named.put(RegistryPlan.key("gate", String.valueOf(suite)), file);
                continue;
            }
            Map.Entry<?, ?> first = document.entrySet().iterator().next();
            named.put(RegistryPlan.key(String.valueOf(first.getKey()), String.valueOf(first.getValue())), file);
        }
        return named;
    }
}
