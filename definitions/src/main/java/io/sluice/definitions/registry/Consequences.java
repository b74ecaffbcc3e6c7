package io.sluice.definitions.registry;

import io.sluice.definitions.registry.RegistryChange.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from a change, in sentences. */
final class Consequences {
    private Consequences() {}

    static List<String> of(String kind, String name, Kind change, @Nullable String from, @Nullable String to) {
        return switch (change) {
            case UNCHANGED, DESCRIBED -> List.of();
            case ADDED -> kind.equals("view") ? List.of(fill(name, to)) : List.of();
            case CHANGED -> changed(kind, name, from, to);
            case RETIRED ->
                kind.equals("view")
                        ? List.of("nothing updates view " + name + " any more; its releases and tables stay")
                        : List.of();
        };
    }

    private static List<String> changed(String kind, String name, @Nullable String from, @Nullable String to) {
        return switch (kind) {
            case "view" ->
                List.of(
                        fill(name, to),
                        "view " + name + " gets a new online generation; " + from + " is served until it is live",
                        "training sets built from " + name + " " + from
                                + " keep their values and are no longer current");
            case "source" -> List.of("partitions of source " + name + " that are landed from now on follow " + to);
            case "gate" -> List.of("gates of " + name + " that open from now on decide by " + to);
            default -> List.of();
        };
    }

    private static String fill(String view, @Nullable String version) {
        return "table views." + view + "_" + version + " is empty until a backfill or ViewUpdate fills it";
    }
}
