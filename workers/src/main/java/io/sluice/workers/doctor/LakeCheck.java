package io.sluice.workers.doctor;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.table.SystemTables;
import io.sluice.workers.config.ConfigException;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.worker.LakeModule;
import java.util.List;

/** A catalog that answers, and whether definitions were applied. */
final class LakeCheck implements Check {
    private final SluiceConfig config;

    LakeCheck(SluiceConfig config) {
        this.config = config;
    }

    @Override
    public List<Finding> run() {
        try (Lake lake = Lake.open(LakeModule.config(config))) {
            boolean applied = new SystemTables(lake).definitions().snapshotId().isPresent();
            Finding definitions = applied
                    ? Finding.ok("Definitions", "registered")
                    : Finding.warning(
                            "Definitions",
                            "none registered yet",
                            "temporal workflow execute --task-queue sluice --type ApplyDefinitions --workflow-id definitions"
                                    + " --input '{\"project\":\"<folder>\",\"requestedBy\":\"<you>\"}'");
            return List.of(Finding.ok("Catalog", LakeModule.config(config).toString()), definitions);
        } catch (ConfigException e) {
            return List.of(Finding.failed("Catalog", String.valueOf(e.getMessage()), "make up"));
        } catch (RuntimeException e) {
            return List.of(Finding.failed(
                    "Catalog",
                    String.valueOf(e.getMessage()),
                    "check lake.catalog-uri and lake.warehouse, or make up"));
        }
    }
}
