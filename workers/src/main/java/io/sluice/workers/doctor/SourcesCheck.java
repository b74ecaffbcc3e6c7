package io.sluice.workers.doctor;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.registry.RegisteredProject;
import io.sluice.activities.registry.Registry;
import io.sluice.activities.table.SystemTables;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.worker.BatchModule;
import io.sluice.workers.worker.LakeModule;
import io.sluice.workers.worker.NoticeModule;
import java.time.Clock;
import java.util.List;

/** The sources of the registered project, asked from this machine. */
final class SourcesCheck implements Check {
    private final SluiceConfig config;

    SourcesCheck(SluiceConfig config) {
        this.config = config;
    }

    /** Nothing while nothing is registered, or the lake does not answer: other checks say so. */
    @Override
    public List<Finding> run() {
        try (Lake lake = Lake.open(LakeModule.config(config))) {
            SystemTables tables = new SystemTables(lake);
            return tables.definitions().snapshotId().isEmpty()
                    ? List.of()
                    : findings(new Registry(tables, new CatalystExpressionCompiler()).load());
        } catch (RuntimeException e) {
            return List.of(Finding.warning("Sources", "not looked at: " + e.getMessage(), "mend what failed above"));
        }
    }

    private List<Finding> findings(RegisteredProject registered) {
        Clock clock = Clock.systemUTC();
        SourceChecks checks = new SourceChecks(
                NoticeModule.secrets(config), BatchModule.fetchers(NoticeModule.secrets(config), clock), clock);
        return registered.project().sources().stream()
                .filter(source -> source.batch() != null)
                .map(source -> checks.of(source, registered.folder()))
                .toList();
    }
}
