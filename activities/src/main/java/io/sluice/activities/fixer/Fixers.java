package io.sluice.activities.fixer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The fixers that a process has registered, by the name of their class: a definition alone makes no class run. */
public final class Fixers {
    private final Map<String, Fixer> byClass = new LinkedHashMap<>();

    public Fixers(List<Fixer> registered) {
        registered.forEach(fixer -> byClass.put(fixer.getClass().getName(), fixer));
    }

    /** Those on the class path, see {@link Fixer}. */
    public static Fixers installed() {
        List<Fixer> found = new ArrayList<>();
        ServiceLoader.load(Fixer.class).forEach(found::add);
        return new Fixers(found);
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
