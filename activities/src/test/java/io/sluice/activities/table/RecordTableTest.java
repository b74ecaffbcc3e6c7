package io.sluice.activities.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.gate.GateResultRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordTableTest {
    private static final Note NOTE =
            new Note("a", 1L, 2, 0.5, true, Instant.parse("2026-01-01T00:00:00.123Z"), List.of("x", "y"), null);

    /** One component of every kind. */
    public record Note(
            String noteId,
            long count,
            int attempt,
            double share,
            boolean done,
            Instant at,
            List<String> rules,
            @Nullable String reason) {
        Note withId(String id) {
            return new Note(id, count, attempt, share, done, at, rules, reason);
        }
    }

    @TempDir
    Path folder;

    private Lake lake;
    private RecordTable<Note> notes;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        notes = table(lake);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void readsNothingWhereNothingWasWritten() {
        assertThat(notes.scan()).isEmpty();
        assertThat(notes.contains("k")).isFalse();
        assertThat(notes.snapshotId()).isEmpty();
        assertThat(notes.append("k", List.of())).isFalse();
    }

    @Test
    void givesBackWhatWasAppended() {
        notes.append("k", List.of(NOTE, NOTE.withId("b")));

        assertThat(notes.scan()).containsExactlyInAnyOrder(NOTE, NOTE.withId("b"));
        assertThat(notes.scan(Expressions.equal("note_id", "b"))).containsExactly(NOTE.withId("b"));
    }

    @Test
    void appendsAKeyOnce() {
        assertThat(notes.append("k", List.of(NOTE))).isTrue();
        assertThat(notes.append("k", List.of(NOTE.withId("other")))).isFalse();
        assertThat(notes.append("k2", List.of(NOTE))).isTrue();

        assertThat(notes.scan()).containsExactly(NOTE, NOTE);
    }

    @Test
    void remembersAKeyWhoseSnapshotExpired() {
        notes.append("k", List.of(NOTE));
        notes.append("k2", List.of(NOTE));
        Table table = lake.load(TableNames.system("notes"));
        table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();

        assertThat(notes.append("k", List.of(NOTE))).isFalse();
        assertThat(notes.scan()).hasSize(2);
    }

    @Test
    void refusesANullThatIsNotDeclared() {
        Note broken = new Note("a", 1, 1, 1, true, Instant.EPOCH, List.of(), null);
        RecordTable<Required> required = new RecordTable<>(lake, TableNames.system("required"), Required.class);

        assertThat(notes.append("k", List.of(broken))).isTrue();
        assertThatThrownBy(() -> required.append("k", List.of(new Required(null))))
                .isInstanceOf(RuntimeException.class);
        assertThat(required.scan()).isEmpty();
    }

    /** A row that says its text is always there. */
    public record Required(String text) {}

    @Test
    void addsTheColumnsThatATableOfAnEarlierVersionLacks() {
        RecordTable<Required> before = new RecordTable<>(lake, TableNames.system("widened"), Required.class);
        RecordTable<Widened> after = new RecordTable<>(lake, TableNames.system("widened"), Widened.class);
        before.append("k", List.of(new Required("old")));
        assertThat(after.scan()).containsExactly(new Widened("old", null));

        after.append("k2", List.of(new Widened("new", 7L)));

        assertThat(after.scan()).containsExactlyInAnyOrder(new Widened("old", null), new Widened("new", 7L));
        assertThat(after.append("k", List.of(new Widened("again", null)))).isFalse();
    }

    /** A later version of {@link Required}. */
    public record Widened(String text, @Nullable Long more) {}

    @Test
    void losesAndDoublesNothingWhenTwoProcessesAppendAtOnce() {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try (Lake other = Lake.open(LakeConfig.embedded(folder))) {
            List<RecordTable<Note>> tables = List.of(notes, table(other));
            List<CompletableFuture<Boolean>> appends = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> tables.get(i % 2).append("key-" + i / 2, List.of(NOTE.withId("n" + i / 2))), writers))
                    .toList();

            assertThat(appends.stream().filter(CompletableFuture::join)).hasSize(20);
            assertThat(notes.scan().stream().map(Note::noteId))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> "n" + i).toList());
        } finally {
            writers.shutdownNow();
        }
    }

    @Test
    void namesColumnsLikeComponentsInSnakeCase() {
        assertThat(RecordColumns.schema(GateResultRow.class, "sluice_key").columns().stream()
                        .map(column -> column.name() + (column.isOptional() ? "?" : "")))
                .containsExactly(
                        "gate",
                        "gate_version?",
                        "dataset",
                        "partition",
                        "snapshot_id",
                        "attempt",
                        "outcome",
                        "strategy",
                        "rules",
                        "path?",
                        "report_hash",
                        "report_uri",
                        "decided_by",
                        "reason",
                        "failed",
                        "at",
                        "sluice_key");
    }

    @Test
    void everySystemTableCanBeCreatedAndRead() {
        SystemTables tables = new SystemTables(lake);

        assertThat(List.of(
                        tables.definitions(),
                        tables.partitions(),
                        tables.gateResults(),
                        tables.metrics(),
                        tables.decisions(),
                        tables.releases(),
                        tables.lineage(),
                        tables.profiles()))
                .allSatisfy(table -> {
                    assertThat(table.append("nothing", List.of())).isFalse();
                    assertThat(table.scan()).isEmpty();
                });
    }

    private static RecordTable<Note> table(Lake lake) {
        return new RecordTable<>(lake, TableNames.system("notes"), Note.class);
    }
}
