package io.sluice.workers.accept;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.ReportingApp;
import io.sluice.workflows.stream.StreamInstanceInput;
import java.util.function.Function;

/** Accept apps. */
public final class AcceptFactory implements HostedFactory {
    private final ExpressionCompiler compiler;
    private final AvroSchemas schemas;
    private final Function<Source, Gate> gates;

    /**
     * Takes what they need.
     *
     * @param schemas that Avro records are written with
     * @param gates the newest version of each source's gate
     */
    public AcceptFactory(ExpressionCompiler compiler, AvroSchemas schemas, Function<Source, Gate> gates) {
        this.compiler = requireNonNull(compiler, "compiler is null");
        this.schemas = requireNonNull(schemas, "schemas is null");
        this.gates = requireNonNull(gates, "gates is null");
    }

    AcceptApp app(HostedStream stream) {
        return new AcceptApp(
                stream.source(),
                gates.apply(stream.source()).expectations(),
                stream.rules(),
                stream.logPartitions(),
                schemas,
                AcceptApp.DEAD_LETTER_LIMIT,
                compiler);
    }

    @Override
    public Hosted make(StreamInstanceInput instance, HostedStream stream) {
        AcceptApp app = app(stream);
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
