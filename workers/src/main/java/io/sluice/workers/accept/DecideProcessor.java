package io.sluice.workers.accept;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.Acceptance;
import io.sluice.definitions.accept.Stamped;
import io.sluice.workers.replay.Seal;
import io.sluice.workers.streams.StoredBytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decides the records of one partition of the log, in the order in which they meet here: that order is the log's. */
final class DecideProcessor implements Processor<byte[], Stamped, byte[], LogEntry> {
    static final String STORE = "decisions";

    private final AcceptRules rules;
    private ProcessorContext<byte[], LogEntry> context;
    private Acceptance acceptance;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    DecideProcessor(AcceptRules rules) {
        this.rules = rules;
    }

    @Override
    public void init(ProcessorContext<byte[], LogEntry> with) {
        context = with;
        StoredBytes store = new StoredBytes(context.getStateStore(STORE));
        Seal.check(context.applicationId(), store, rules.epoch());
        acceptance = new Acceptance(rules, store);
    }

    @Override
    public void process(Record<byte[], Stamped> record) {
        LogEntry decided = new LogEntry(context.taskId().partition(), acceptance.decide(record.value()));
        context.forward(record.withKey(record.value().key()).withValue(decided));
    }
}
