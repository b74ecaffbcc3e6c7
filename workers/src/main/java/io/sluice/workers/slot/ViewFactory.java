package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.HostedView;
import io.sluice.workers.streams.ReportingApp;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workflows.stream.StreamInstanceInput;

/** View apps. */
public final class ViewFactory implements HostedFactory {
    private final ExpressionCompiler compiler;

    public ViewFactory(ExpressionCompiler compiler) {
        this.compiler = requireNonNull(compiler, "compiler is null");
    }

    @Override
    public Hosted make(StreamInstanceInput instance, HostedStream stream) {
        HostedView view = stream.requireView();
        ViewApp app = new ViewApp(
                view.plan(),
                view.source(),
                view.version(),
                view.definition().fingerprint(),
                stream.epoch(),
                stream.sourcePartitions(),
                compiler);
        HostedApp hosted = app.host(stream.settings());
        TopicNames names = new TopicNames(stream.source().name());
        return new ReportingApp(
                hosted, new ViewProgress(app, hosted, names, stream.settings().bootstrapServers()));
    }
}
