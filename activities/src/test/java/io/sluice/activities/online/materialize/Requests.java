package io.sluice.activities.online.materialize;

import io.sluice.workflows.online.MaterializationRequest;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.ViewSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests as the workflow makes them. */
public final class Requests {
    private Requests() {}

    public static MaterializationRequest of(String view, String mode, @Nullable String release) {
        ViewSettings settings = new ViewSettings(
                new DefinitionRef("view", view, "v1", ""),
                "implicit",
                "views." + view + "_v1",
                List.of(),
                1,
                false,
                false,
                14);
        return new MaterializationRequest(settings, mode, release);
    }
}
