package io.sluice.activities.online;

import io.sluice.activities.online.WriteAnswer.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RListAsync;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.Codec;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;

/**
 * The online store in one Redis node: an entity is a hash {@code sluice:<view>:<generation>:{<entity>}} with a field per slot,
 * the pointer is the string {@code sluice:<view>:generation}, the marks of a generation are the hash {@code
 * sluice:<view>:<generation>:marks}, notes are the lists {@code sluice:<view>:<generation>:notes:<mark>}. A batch is written by one call of one script.
 */
public final class RedisOnlineStore implements OnlineStore {
    private static final Codec SLOTS =
            new CompositeCodec(StringCodec.INSTANCE, ByteArrayCodec.INSTANCE, ByteArrayCodec.INSTANCE);
    private static final String WRITE = script("write-slots.lua");
    private static final String KEEP = script("keep-keys.lua");
    private static final String SWAP = script("swap-pointer.lua");

    private final RedisConnection connection;

    /** Connects at the first call. */
    public RedisOnlineStore(RedisConfig config) {
        this.connection = new RedisConnection(config);
    }

    @Override
    public List<WriteAnswer> write(SlotBatch batch) {
        return batch.writes().isEmpty() ? List.of() : answers(send(batch, "", "", "", ""));
    }

    @Override
    public Optional<List<WriteAnswer>> write(SlotBatch batch, Mark mark) {
        String expected = mark.expected() == null ? "" : mark.expected();
        List<Long> numbers = send(batch, mark.name(), expected, mark.next(), mark.note() == null ? "" : mark.note());
        return numbers.get(0) == 1 ? Optional.of(answers(numbers)) : Optional.empty();
    }

    private List<Long> send(SlotBatch batch, String mark, String expected, String next, String note) {
        List<Object> keys = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        keys.add(marksKey(batch.view(), batch.generation()));
        keys.add(notesKey(batch.view(), batch.generation(), mark));
        arguments.add(text(batch.ttl() == null ? 0 : batch.ttl().toMillis()));
        arguments.add(text(ENDED_TTL.toMillis()));
        for (String part : List.of(mark, expected, next, note)) {
            arguments.add(part.getBytes(StandardCharsets.UTF_8));
        }
        for (SlotWrite write : batch.writes()) {
            keys.add(key(batch.view(), batch.generation(), write.entity()));
            arguments.add(write.slot().getBytes(StandardCharsets.UTF_8));
            arguments.add(write.version());
            arguments.add(write.row());
        }
        return eval(WRITE, keys, arguments.toArray());
    }

    @Override
    public Map<String, String> marks(String view, long generation) {
        return connection.call(client -> client.<String, String>getMap(marksKey(view, generation), StringCodec.INSTANCE)
                .readAllMap());
    }

    @Override
    public List<Noted> notes(String view, long generation, String mark, int most) {
        return connection
                .call(client -> client.<String>getList(notesKey(view, generation, mark), StringCodec.INSTANCE)
                        .range(most - 1))
                .stream()
                .map(Noted::parse)
                .toList();
    }

    @Override
    public void forget(String view, long generation, String mark, List<Noted> notes) {
        for (List<Noted> piece : BatchLimits.pieces(notes)) {
            connection.call(client -> {
                RBatch batch = client.createBatch();
                RListAsync<String> list = batch.getList(notesKey(view, generation, mark), StringCodec.INSTANCE);
                piece.forEach(note -> list.removeAsync(note.stored(), 1));
                return batch.execute();
            });
        }
    }

    // Scripts of our own for several keys: what Redisson would send in a batch instead (EVALSHA) fails after a restart
    // of Redis
    private List<Long> eval(String script, List<Object> keys, Object... arguments) {
        return connection.call(client -> client.getScript(ByteArrayCodec.INSTANCE)
                .eval(Mode.READ_WRITE, script, ReturnType.LIST, keys, arguments));
    }

    /** What the script says after its first number. */
    private static List<WriteAnswer> answers(List<Long> numbers) {
        List<WriteAnswer> answers = new ArrayList<>(numbers.size() / 2);
        for (int i = 1; i < numbers.size(); i += 2) {
            long code = numbers.get(i);
            Outcome outcome = code > 0 ? Outcome.APPLIED : code == 0 ? Outcome.SAME : Outcome.OLDER;
            answers.add(new WriteAnswer(outcome, numbers.get(i + 1)));
        }
        return answers;
    }

    @Override
    public List<Map<String, StoredSlot>> read(String view, long generation, List<String> entities) {
        return batch(
                        entities,
                        (batch, entity) -> batch.<String, byte[]>getMap(key(view, generation, entity), SLOTS)
                                .readAllMapAsync())
                .stream()
                .map(RedisOnlineStore::slots)
                .toList();
    }

    private static Map<String, StoredSlot> slots(Object answer) {
        Map<String, StoredSlot> slots = new TreeMap<>();
        ((Map<?, ?>) answer).forEach((slot, bytes) -> slots.put((String) slot, StoredSlot.parse((byte[]) bytes)));
        return slots;
    }

    @Override
    public List<Boolean> keep(String view, long generation, Duration ttl, List<String> entities) {
        BatchLimits.check(entities.size());
        if (entities.isEmpty()) {
            return List.of();
        }
        List<Object> keys = entities.stream()
                .<Object>map(entity -> key(view, generation, entity))
                .toList();
        List<Long> there = eval(KEEP, keys, text(ttl.toMillis()));
        return there.stream().map(one -> one == 1).toList();
    }

    @Override
    public long remove(String view, long generation, List<String> entities) {
        return batch(
                        entities,
                        (batch, entity) -> batch.getMap(key(view, generation, entity), SLOTS)
                                .unlinkAsync())
                .stream()
                .filter(Boolean.TRUE::equals)
                .count();
    }

    @Override
    public Optional<String> pointer(String view) {
        return Optional.ofNullable(connection.call(client ->
                client.<String>getBucket(pointerKey(view), StringCodec.INSTANCE).get()));
    }

    @Override
    public boolean swapPointer(String view, Optional<String> expected, String replacement, @Nullable String note) {
        Long swapped = connection.call(client -> {
            RScript script = client.getScript(StringCodec.INSTANCE);
            List<Object> keys = List.of(pointerKey(view), notesKey(view, 0, POINTER));
            return script.eval(
                    Mode.READ_WRITE,
                    SWAP,
                    ReturnType.LONG,
                    keys,
                    expected.orElse(""),
                    replacement,
                    note == null ? "" : note);
        });
        return swapped == 1;
    }

    /** One command of a pipeline. */
    private interface Command {
        CompletionStage<?> send(RBatch batch, String entity);
    }

    private List<?> batch(List<String> entities, Command command) {
        BatchLimits.check(entities.size());
        if (entities.isEmpty()) {
            return List.of();
        }
        BatchResult<?> result = connection.call(client -> {
            RBatch batch = client.createBatch();
            entities.forEach(entity -> command.send(batch, entity));
            return batch.execute();
        });
        return result.getResponses();
    }

    private static String key(String view, long generation, String entity) {
        return "sluice:" + view + ":" + generation + ":{" + entity + "}";
    }

    private static String marksKey(String view, long generation) {
        return "sluice:" + view + ":" + generation + ":marks";
    }

    private static String notesKey(String view, long generation, String mark) {
        return "sluice:" + view + ":" + generation + ":notes:" + mark;
    }

    private static String pointerKey(String view) {
        return "sluice:" + view + ":generation";
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private static String script(String name) {
        try (InputStream in = RedisOnlineStore.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
