package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.HostedView;
import io.sluice.workers.streams.ReportingApp;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workflows.stream.StreamInstanceInput;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** View apps. */
public final class ViewFactory implements HostedFactory {
    private final ExpressionCompiler compiler;
    private final Lake lake;
    private final Function<Source, Supplier<IntervalGate>> gates;

    /** Takes what gives the tasks of an app over a source their gates, and the lake from which their state is rebuilt. */
    public ViewFactory(ExpressionCompiler compiler, Function<Source, Supplier<IntervalGate>> gates, Lake lake) {
        this.lake = requireNonNull(lake, "lake is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
        this.gates = requireNonNull(gates, "gates is null");
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
                stream.logPartitions(),
                compiler,
                gates.apply(stream.source()));
        Uncovered uncovered = new Uncovered();
        HostedApp hosted = app.host(stream.settings(), uncovered);
        TopicNames names = new TopicNames(stream.source().name());
        return new ReportingApp(
                hosted,
                new ViewProgress(
                        app, hosted, uncovered, names, stream.settings().bootstrapServers()),
                first(instance, new LoadedApp(lake, app, stream)));
    }

    /** Before the app starts: one of its processes loads, and the others wait for that. */
    private static Consumer<Wanted> first(StreamInstanceInput instance, LoadedApp loaded) {
        if (instance.number() > 1) {
            return loaded::awaitBegun;
        }
        return loaded.app().isRekeyed() ? new RekeyedLoader(loaded)::load : new StateLoader(loaded)::load;
    }
}
