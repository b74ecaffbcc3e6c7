package io.sluice.workers.slot;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.Progress;
import io.sluice.workers.topic.TopicNames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A view app that can be told, while it runs, to keep its checkpoints to itself: all else is as ever. */
public final class SwitchedCheckpoints {
    private SwitchedCheckpoints() {}

    /**
     * The app, not started.
     *
     * @param wanted whether checkpoints go out now
     * @param taken runs after each record
     */
    public static HostedApp host(ViewApp app, AppSettings settings, BooleanSupplier wanted, Runnable taken) {
        return new HostedApp(
                app.topology(settings.commit(), new Uncovered(), kernel -> new Switched(kernel, wanted, taken)),
                settings.properties(app.applicationId()),
                accepted(app).accepted());
    }

    /** What tells where it stands, as a worker reports it. */
    public static Progress progress(ViewApp app, HostedApp hosted, AppSettings settings) {
        return new ViewProgress(app, hosted, new Uncovered(), accepted(app), settings.bootstrapServers());
    }

    private static TopicNames accepted(ViewApp app) {
        return new TopicNames(app.plan().sources().get(app.source()).source().name());
    }

    private record Switched(Processor<byte[], LogRecord, byte[], Output> kernel, BooleanSupplier wanted, Runnable taken)
            implements Processor<byte[], LogRecord, byte[], Output> {
        @Override
        public void init(ProcessorContext<byte[], Output> context) {
            kernel.init(switched(context));
        }

        @Override
        public void process(Record<byte[], LogRecord> record) {
            kernel.process(record);
            taken.run();
        }

        @SuppressWarnings("unchecked") // the proxy is of the context's own interface
        private ProcessorContext<byte[], Output> switched(ProcessorContext<byte[], Output> context) {
            return (ProcessorContext<byte[], Output>) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ProcessorContext.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("forward") && !isWanted((Record<?, ?>) arguments[0])) {
                            return null;
                        }
                        try {
                            return method.invoke(context, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private boolean isWanted(Record<?, ?> record) {
            return ((Output) record.value()).isUpdate() || wanted.getAsBoolean();
        }
    }
}
