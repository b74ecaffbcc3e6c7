package io.sluice.definitions.registry;

import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.View;
import io.sluice.definitions.registry.RegistryChange.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What follows from a change, in sentences. */
final class Consequences {
    private final Project project;
    private final Served served;

    Consequences(Project project, Served served) {
        this.project = project;
        this.served = served;
    }

    List<String> of(String kind, String name, Kind change, @Nullable String from, @Nullable String to) {
        return switch (change) {
            case UNCHANGED, DESCRIBED -> List.of();
            case ADDED -> kind.equals("view") ? List.of(backfill(name, to)) : List.of();
            case CHANGED -> changed(kind, name, from, to);
            case RETIRED ->
                kind.equals("view")
                        ? List.of("nothing updates view " + name + " any more; its tables stay")
                        : List.of();
        };
    }

    private List<String> changed(String kind, String name, @Nullable String from, @Nullable String to) {
        return switch (kind) {
            case "view" -> List.of(backfill(name, to), online(name, from, to), training(name, from));
            case "source" -> List.of("partitions of source " + name + " that are landed from now on follow " + to);
            case "gate" -> List.of("gates of " + name + " that open from now on decide by " + to);
            default -> List.of();
        };
    }

    /** Every version has a table of its own, and a new one is empty. */
    private String backfill(String view, @Nullable String version) {
        String empty = "backfill: table views." + view + "_" + version + " is empty; ";
        View declared = project.view(view).orElseThrow();
        List<Served.Certified> certified = new ArrayList<>();
        for (String source : sources(declared)) {
            if (!served.certified().containsKey(source)) {
                return empty + "there is nothing to fill it with yet, no partition of source " + source
                        + " is certified";
            }
            certified.add(served.certified().get(source));
        }
        Instant from = certified.stream()
                .map(Served.Certified::from)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant through = certified.stream()
                .map(Served.Certified::through)
                .min(Instant::compareTo)
                .orElseThrow();
        return empty + "ViewUpdate fills it, here from " + day(from) + " to " + day(through);
    }

    private TreeSet<String> sources(View view) {
        TreeSet<String> sources = new TreeSet<>();
        for (String name : view.features()) {
            project.feature(name).map(Feature::source).filter(Objects::nonNull).ifPresent(sources::add);
        }
        return sources;
    }

    private static String day(Instant instant) {
        return instant.toString().substring(0, 10);
    }

    private String online(String view, @Nullable String from, @Nullable String to) {
        boolean online = project.view(view).orElseThrow().features().stream()
                .anyMatch(feature -> project.feature(feature).orElseThrow().online());
        if (!online) {
            return "online: no feature of view " + view + " is served online";
        }
        Served.Release release = served.releases().get(view);
        return release == null
                ? "online: view " + view + " has no release, so nothing of it is online yet"
                : "online: after the first release of " + to
                        + ", OnlineMaterialization makes a new generation; until it"
                        + " is live readers get what is online of " + from + " (" + release.name() + ")";
    }

    private String training(String view, @Nullable String from) {
        List<String> sets = served.trainingSets().getOrDefault(view, List.of());
        return sets.isEmpty()
                ? "training sets: none was built from view " + view + " yet"
                : "training sets: built from view " + view + " up to " + from + " are " + String.join(", ", sets)
                        + "; they keep their values";
    }
}
