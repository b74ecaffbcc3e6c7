package io.sluice.workers.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.broker.CommittedRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the app of a view left in its topics, whether it has a partition for each of the log's or re-keys from all of them. */
public final class ViewTopics implements AutoCloseable {
    private final ViewPlan plan;
    private final String definition;
    private final int partitions;
    private final CommittedRecords updates;
    private final CommittedRecords checkpoints;

    /** A checkpoint with all updates of its partition, those after it, too. */
    public record Checked(Checkpoint checkpoint, List<Update> updates) {}

    /** The first version of a view; topics are read as a test reads them. */
    public ViewTopics(ViewPlan plan, int partitions, Function<String, CommittedRecords> reader) {
        this(plan, 1, partitions, reader);
    }

    /** Another version. */
    public ViewTopics(ViewPlan plan, int version, int partitions, Function<String, CommittedRecords> reader) {
        String source = plan.sources().get(0).source().name();
        this.plan = plan;
        this.definition = "%s_v%d".formatted(plan.view().name(), version);
        this.partitions = partitions;
        this.updates = reader.apply("updates.%s.%s".formatted(definition, source));
        this.checkpoints = reader.apply("checkpoints." + source);
    }

    /** The view. */
    public ViewPlan plan() {
        return plan;
    }

    /** All that is committed now, in the order of each partition. */
    public List<ConsumerRecord<byte[], byte[]>> updates() {
        updates.readToEnd();
        return updates.list();
    }

    /** Until there are so many more updates. */
    public void awaitUpdates(int more, Supplier<String> explanation) {
        int enough = updates.list().size() + more;
        updates.readUntil(() -> updates.list().size() >= enough, explanation);
    }

    /** Until checkpoints cover an offset of each partition of the log. */
    public void awaitCovered(long[] offsets, Supplier<String> explanation) {
        checkpoints.readUntil(
                () -> IntStream.range(0, partitions)
                        .allMatch(partition -> newest(partition)
                                .filter(checkpoint -> covers(checkpoint, offsets))
                                .isPresent()),
                explanation);
    }

    private Optional<Checkpoint> newest(int partition) {
        for (int i = checkpoints.list().size() - 1; i >= 0; i--) {
            ConsumerRecord<byte[], byte[]> record = checkpoints.list().get(i);
            if (record.partition() == partition && isOwn(record)) {
                return Optional.of(Checkpoint.decode(record.value()));
            }
        }
        return Optional.empty();
    }

    private static boolean covers(Checkpoint checkpoint, long[] offsets) {
        if (checkpoint.seen().isEmpty()) {
            return checkpoint.end() > offsets[checkpoint.partition()];
        }
        return IntStream.range(0, offsets.length)
                .allMatch(partition -> checkpoint.seen().get(partition).end() > offsets[partition]);
    }

    /** What is read. */
    public String stands() {
        return "%s: %d updates, %d checkpoints"
                .formatted(definition, updates.list().size(), checkpoints.list().size());
    }

    /**
     * E1 against the naive rule, at the newest checkpoint of each partition and at others from all over the stream; no update is
     * there twice, none is missing.
     *
     * @param log its partitions, whole
     * @param chosen how many others of a partition
     * @return what was checked
     */
    public List<Checked> check(
            List<? extends SortedMap<Long, LogRecord>> log, ClicksHistory history, Random random, int chosen) {
        updates.readToEnd();
        checkpoints.readToEnd();
        List<Checked> checked = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            List<Update> emitted = emitted(partition);
            List<Checkpoint> all = checkpoints(partition);
            assertThat(all).extracting(Checkpoint::end).isSorted();
            List<Checkpoint> some = new ArrayList<>(List.of(all.get(all.size() - 1)));
            IntStream.range(0, chosen).forEach(i -> some.add(all.get(random.nextInt(all.size()))));
            SlotOracle oracle = oracle(log, history, partition);
            assertThat(oracle.check(some.get(0), emitted)).isPositive();
            some.forEach(checkpoint -> oracle.check(checkpoint, emitted));
            some.forEach(checkpoint -> checked.add(new Checked(checkpoint, emitted)));
        }
        return checked;
    }

    private SlotOracle oracle(List<? extends SortedMap<Long, LogRecord>> log, ClicksHistory history, int partition) {
        List<io.sluice.definitions.slot.EntityRow> before = history.rows(plan).stream()
                .filter(row -> isIn(partition, row.entity()))
                .toList();
        return isRekeyed()
                ? new SlotOracle(plan, log, entity -> isIn(partition, entity), before)
                : new SlotOracle(plan, log.get(partition), before);
    }

    private boolean isRekeyed() {
        return !plan.sources()
                .get(0)
                .source()
                .partitionBy()
                .equals(plan.entity().keys().stream().map(key -> key.name()).toList());
    }

    /** Whether an entity is in a partition of the view. */
    boolean isIn(int partition, String entity) {
        return ClickViews.in(partition, partitions).test(entity);
    }

    private List<Update> emitted(int partition) {
        return updates.list().stream()
                .filter(record -> record.partition() == partition)
                .map(record -> Update.decode(record.value()))
                .toList();
    }

    private List<Checkpoint> checkpoints(int partition) {
        return checkpoints.list().stream()
                .filter(record -> record.partition() == partition && isOwn(record))
                .map(record -> Checkpoint.decode(record.value()))
                .toList();
    }

    /** The topic has the checkpoints of all views of a source. */
    private boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8).startsWith(definition + "/");
    }

    @Override
    public void close() {
        updates.close();
        checkpoints.close();
    }
}
