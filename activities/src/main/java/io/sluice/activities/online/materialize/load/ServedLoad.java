package io.sluice.activities.online.materialize.load;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.WriteAnswer;
import io.sluice.activities.online.WriteAnswer.Outcome;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.served.ServedRow;
import io.sluice.definitions.online.SlotVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a materialisation wrote, on its way to the served archive. A bucket counts as loaded only when it is there: a run that died
 * before writes the bucket again, is told SAME with the instant of the first time, and what is archived already is left out.
 */
public final class ServedLoad {
    private static final int ROWS = 50_000;

    private final ServedArchive archive;
    private final String definitionVersion;
    private final long generation;
    private final SlotVersion own;
    private final Set<SlotVersion> abandoned;
    private final List<ServedRow> rows = new ArrayList<>();

    /** Of these, what the store had before this attempt wrote it. */
    private final Set<ServedRow.Id> known = new HashSet<>();

    /**
     * Takes the release that is written.
     *
     * @param abandoned versions of runs that were given up in this generation: what they wrote may not be archived
     */
    public ServedLoad(
            ServedArchive archive,
            String definitionVersion,
            long generation,
            SlotVersion own,
            Set<SlotVersion> abandoned) {
        this.archive = requireNonNull(archive, "archive is null");
        this.definitionVersion = requireNonNull(definitionVersion, "definitionVersion is null");
        this.generation = generation;
        this.own = requireNonNull(own, "own is null");
        this.abandoned = Set.copyOf(abandoned);
    }

    /** Whether what is there has to be looked at before it is written over. */
    boolean looksFirst() {
        return !abandoned.isEmpty();
    }

    /** Slots of an entity as they are before they are written. */
    void found(String entity, Map<String, StoredSlot> slots) {
        slots.forEach((slot, stored) -> {
            SlotVersion version = SlotVersion.decode(stored.version());
            if (abandoned.contains(version)) {
                ServedRow row = row(slot, entity, version, stored.appliedAt(), stored.row());
                rows.add(row);
                known.add(row.id());
            }
        });
    }

    /** Writes with what the store answered, in order. */
    void took(List<SlotWrite> writes, List<WriteAnswer> answers) {
        for (int i = 0; i < writes.size(); i++) {
            SlotWrite write = writes.get(i);
            Outcome outcome = answers.get(i).outcome();
            if (outcome != Outcome.OLDER) {
                ServedRow row =
                        row(write.slot(), write.entity(), own, answers.get(i).appliedAt(), write.row());
                rows.add(row);
                if (outcome == Outcome.SAME) {
                    known.add(row.id());
                }
            }
        }
        if (rows.size() >= ROWS) {
            flush();
        }
    }

    private ServedRow row(String slot, String entity, SlotVersion version, long appliedAt, byte[] packed) {
        return ServedRow.write(definitionVersion, generation, slot, entity, version, appliedAt, packed);
    }

    /** Archives all that was told. */
    void flush() {
        String writer = "%s/%d/releases".formatted(definitionVersion, generation);
        String run = "%d %d ".formatted(own.major(), own.minor());
        boolean done = rows.isEmpty();
        while (!done) {
            String position = archive.position(writer).orElse(null);
            boolean begun = position != null && position.startsWith(run);
            List<ServedRow> missing = missing();
            long number = begun ? Long.parseLong(position.substring(run.length())) + 1 : 1;
            done = missing.isEmpty() || archive.append(missing, writer, position, run + number);
        }
        rows.clear();
        known.clear();
    }

    /** Only what was in the store before this run wrote it can be in the archive. */
    private List<ServedRow> missing() {
        Map<String, Set<String>> asked = new LinkedHashMap<>();
        known.forEach(id -> asked.computeIfAbsent(id.slot() + " " + id.version(), any -> new HashSet<>())
                .add(id.entity()));
        Map<String, Set<String>> archived = new HashMap<>();
        Map<ServedRow.Id, ServedRow> missing = new HashMap<>();
        for (ServedRow row : rows) {
            ServedRow.Id id = row.id();
            String version = id.slot() + " " + id.version();
            boolean there = known.contains(id)
                    && archived.computeIfAbsent(
                                    version,
                                    any -> archive.archived(
                                            definitionVersion, generation, id.slot(), id.version(), asked.get(version)))
                            .contains(id.entity());
            if (!there) {
                missing.put(id, row);
            }
        }
        return List.copyOf(missing.values());
    }
}
