package io.sluice.workers.accept;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.ReportingApp;
import io.sluice.workflows.stream.StreamInstanceInput;

/** Accept apps. */
public final class AcceptFactory implements HostedFactory {
    private final ExpressionCompiler compiler;
    private final AvroSchemas schemas;

    /**
     * Takes what they need.
     *
     * @param schemas that Avro records are written with
     */
    public AcceptFactory(ExpressionCompiler compiler, AvroSchemas schemas) {
        this.compiler = requireNonNull(compiler, "compiler is null");
        this.schemas = requireNonNull(schemas, "schemas is null");
    }

    @Override
    public Hosted make(StreamInstanceInput instance, HostedStream stream) {
        AcceptApp app = new AcceptApp(
                stream.source(),
                stream.rules(),
                stream.logPartitions(),
                schemas,
                AcceptApp.DEAD_LETTER_LIMIT,
                compiler);
        String brokers = stream.settings().bootstrapServers();
        BrokerSourceEnd end = new BrokerSourceEnd(brokers, app.topic());
        try {
            HostedApp hosted = app.host(stream.settings(), end);
            return new ReportingApp(hosted, new AcceptProgress(app, hosted, end, brokers));
        } catch (RuntimeException e) {
            end.close();
            throw e;
        }
    }
}
