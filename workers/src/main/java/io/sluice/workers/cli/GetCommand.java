package io.sluice.workers.cli;

import io.sluice.activities.lake.LakeUnavailableException;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.OnlineStoreRefusedException;
import io.sluice.activities.online.OnlineStoreUnavailableException;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.reader.NothingMaterializedException;
import io.sluice.activities.online.reader.OnlineEntity;
import io.sluice.activities.online.reader.OnlineReader;
import io.sluice.activities.online.reader.ServedView;
import io.sluice.activities.online.reader.UnreadablePointerException;
import io.sluice.activities.online.values.Compared;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.online.EntityKey;
import io.sluice.workers.cli.report.OnlineReport;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.worker.OnlineAccess;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice get}: the online features of one entity, as any reader gets them. Source: contract §6. */
@Command(
        name = "get",
        description = "Prints the online features of one entity with their status, as any reader gets them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sluice get --view customer_activity --entity 12347",
            "  sluice get --view customer_activity --entity 12347 --at 2010-12-08T23:59:59Z --recompute",
            "  sluice get --view rides --entity '{\"city\": \"Oslo\", \"zone\": 7}' --feature rides_1h --json",
            "",
            "Exit codes: 0 all is well, 1 no values or a value that differs from the lake, 2 wrong usage, 3 not reachable."
        })
public final class GetCommand implements Callable<Integer> {
    private final Function<SluiceConfig, OnlineAccess> access;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--view", required = true, paramLabel = "<view>", description = "the view to read")
    private String view = "";

    @Option(
            names = "--entity",
            required = true,
            paramLabel = "<key>",
            description = "the entity's key; an object for several key columns")
    private String entity = "";

    @Option(
            names = "--feature",
            split = ",",
            paramLabel = "<feature>",
            description = "only these features; several with a comma in between (default: all)")
    private List<String> features = List.of();

    @Option(
            names = "--at",
            paramLabel = "<instant>",
            description = "the instant at which status is judged, for example 2010-12-08T12:00:00Z (default: now)")
    private @Nullable String at;

    @Option(names = "--json", description = "print the records as JSON")
    private boolean json;

    @Option(
            names = "--recompute",
            description = "also compute the values from the lake's trusted rows, and compare (reads whole tables)")
    private boolean recompute;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Takes what opens the stores of a configuration; whoever made them closes them. */
    public GetCommand(Function<SluiceConfig, OnlineAccess> access) {
        this.access = access;
    }

    @Override
    public Integer call() {
        Instant instant = instant();
        OnlineAccess from = access.apply(config.load());
        try {
            return print(from, instant);
        } catch (NothingMaterializedException e) {
            say(e.getMessage() + Nearest.hint(view, released(from)));
            return ExitCodes.NO;
        } catch (UnreadablePointerException e) {
            return say(e, ExitCodes.NO);
        } catch (OnlineStoreUnavailableException | OnlineStoreRefusedException e) {
            return say(e, ExitCodes.UNREACHABLE);
        }
    }

    private static Set<String> released(OnlineAccess from) {
        try {
            return from.releases().views();
        } catch (LakeUnavailableException e) {
            // Without the lake there is no hint, but the sentence is as true.
            return Set.of();
        }
    }

    private int print(OnlineAccess from, Instant instant) {
        OnlineStore store = from.store();
        OnlineReader reader = new OnlineReader(store);
        ServedView served = reader.view(view);
        EntityKey key = key(served);
        checkFeatures(served);
        OnlineEntity read = reader.read(served, key, instant);
        Map<String, Compared> lake = recompute ? lake(from, served, read) : Map.of();
        OnlineReport report = new OnlineReport(served, wanted(read), instant, lake);
        spec.commandLine().getOut().println(json ? Json.pretty(report.json()) : report.text());
        if (!read.isKnown()) {
            say(
                    "View %s has no online values of this entity: it is unknown, or its windows are empty. What is shown stands for no value"
                            .formatted(view));
        }
        boolean different = lake.values().stream().anyMatch(compared -> !compared.equal());
        return read.isKnown() && !different ? ExitCodes.OK : ExitCodes.NO;
    }

    private Map<String, Compared> lake(OnlineAccess from, ServedView served, OnlineEntity read) {
        String name = served.live().target().release();
        if (name == null) {
            throw usage(
                    "--recompute compares with a release, and view %s has none online: its values come from streams; EqualityCheck compares those"
                            .formatted(view));
        }
        ReleasedView release = from.releases()
                .named(view, name)
                .orElseThrow(() -> new IllegalStateException(
                        "Cannot recompute: the lake does not know release %s, which is online".formatted(name)));
        long asOf = served.live().target().asOfInstant().toEpochMilli();
        Map<String, Compared> compared = new LinkedHashMap<>();
        from.lake().compare(release, read, asOf).stream()
                .filter(each -> features.isEmpty() || features.contains(each.feature()))
                .forEach(each -> compared.put(each.feature(), each));
        return compared;
    }

    private OnlineEntity wanted(OnlineEntity read) {
        return features.isEmpty()
                ? read
                : new OnlineEntity(
                        read.key(),
                        features.stream()
                                .flatMap(feature -> read.record(feature).stream())
                                .toList());
    }

    private void checkFeatures(ServedView served) {
        for (String feature : features) {
            if (!served.features().contains(feature)) {
                throw usage("View %s has no feature %s%s (it has %s)"
                        .formatted(
                                view,
                                feature,
                                Nearest.hint(feature, served.features()),
                                String.join(", ", served.features())));
            }
        }
    }

    private EntityKey key(ServedView served) {
        try {
            return TypedArguments.entity(served.keys(), entity);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private Instant instant() {
        try {
            return at == null ? Instant.now() : TypedArguments.instant(at);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private int say(RuntimeException e, int exitCode) {
        say(String.valueOf(e.getMessage()));
        return exitCode;
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println("sluice: " + sentence);
    }
}
