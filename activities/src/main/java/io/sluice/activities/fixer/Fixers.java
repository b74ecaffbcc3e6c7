package io.sluice.activities.fixer;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.name.Nearest;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The fixers that a process has registered, by the name of their class: a definition alone makes no class run. */
public final class Fixers {
    private final Map<String, Fixer> byClass = new LinkedHashMap<>();

    public Fixers(List<Fixer> registered) {
        registered.forEach(fixer -> byClass.put(fixer.getClass().getName(), fixer));
    }

    /**
     * Those on the class path, see {@link Fixer}. A registration that cannot be loaded stops the process: whoever deploys it is there to
     * read why.
     */
    public static Fixers installed() {
        List<Fixer> found = new ArrayList<>();
        try {
            ServiceLoader.load(Fixer.class).forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException(
                    "Cannot load a fixer: %s; mend the class or the line in META-INF/services/%s that names it"
                            .formatted(e.getMessage(), Fixer.class.getName()),
                    e);
        }
        return new Fixers(found);
    }

    /**
     * Why rows of a source cannot be mended by a fixer of this class, in one sentence; empty when they can.
     *
     * @param name what the project calls it
     */
    public String refusal(String name, String className, Source source) {
        Fixer fixer = byClass.get(className);
        if (fixer == null) {
            return "no worker has registered the class of fixer %s, %s; put it on the class path and into META-INF/services/%s"
                    .formatted(name, className, Fixer.class.getName());
        }
        try {
            new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(fixer);
            return columns(name, fixer.touches(), source);
        } catch (IOException e) {
            return "fixer %s cannot be sent to the machines that mend rows, something in %s is not serializable: %s"
                    .formatted(name, className, e.getMessage());
        } catch (RuntimeException e) {
            return "fixer %s does not say which columns it mends, %s fails: %s".formatted(name, className, e);
        }
    }

    private static String columns(String name, Set<String> touches, Source source) {
        if (touches.isEmpty()) {
            return "fixer %s mends no column".formatted(name);
        }
        List<String> known = source.schema().stream().map(Column::name).toList();
        return touches.stream()
                .filter(column -> !known.contains(column))
                .sorted()
                .findFirst()
                .map(column -> "fixer %s mends column %s, which source %s does not have%s"
                        .formatted(name, column, source.name(), Nearest.hint(column, known)))
                .orElse("");
    }

    /** The fixer of a class. */
    public Optional<Fixer> find(String className) {
        return Optional.ofNullable(byClass.get(className));
    }

    /** The classes registered, for messages. */
    public List<String> classes() {
        return List.copyOf(byClass.keySet());
    }
}
