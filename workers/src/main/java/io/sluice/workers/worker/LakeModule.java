package io.sluice.workers.worker;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.registry.ProjectPlans;
import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.activities.registry.Registry;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The lake and the definitions registered in it. */
public final class LakeModule extends AbstractModule {
    /** Where the lake of a configuration is. */
    public static LakeConfig config(SluiceConfig config) {
        Map<String, String> properties = new HashMap<>(config.properties("lake.property."));
        config.find(Key.LAKE_CATALOG_USER).ifPresent(user -> properties.put("jdbc.user", user));
        config.find(Key.LAKE_CATALOG_PASSWORD).ifPresent(password -> properties.put("jdbc.password", password));
        return new LakeConfig(config.require(Key.LAKE_CATALOG_URI), config.require(Key.LAKE_WAREHOUSE), properties);
    }

    /** Plans over the lake of a configuration, for one command: it creates nothing, not even an empty catalog. */
    public static ProjectPlans plans(SluiceConfig config) {
        Lake lake = Lake.openToRead(config(config));
        SystemTables tables = new SystemTables(lake);
        ExpressionCompiler compiler = new CatalystExpressionCompiler();
        return new ProjectPlans(new Registry(tables, compiler), tables, new CertifiedRuns(lake, tables), compiler);
    }

    @Provides
    @Singleton
    Lake lake(SluiceConfig config) {
        return Lake.open(config(config));
    }

    @Provides
    @Singleton
    SystemTables tables(Lake lake) {
        return new SystemTables(lake);
    }

    @Provides
    @Singleton
    CertifiedRuns runs(Lake lake, SystemTables tables) {
        return new CertifiedRuns(lake, tables);
    }

    @Provides
    @Singleton
    ReportFiles reports(Lake lake, SluiceConfig config) {
        return new ReportFiles(lake, config.require(Key.LAKE_WAREHOUSE) + "/reports");
    }

    @Provides
    @Singleton
    ExpressionCompiler compiler() {
        return new CatalystExpressionCompiler();
    }

    @Provides
    @Singleton
    Registry registry(SystemTables tables, ExpressionCompiler compiler) {
        return new Registry(tables, compiler);
    }

    @Provides
    @Singleton
    ProjectPlans plans(Registry registry, SystemTables tables, CertifiedRuns runs, ExpressionCompiler compiler) {
        return new ProjectPlans(registry, tables, runs, compiler);
    }

    @Provides
    @Singleton
    RegisteredDefinitions definitions(Registry registry, CertifiedRuns runs, ExpressionCompiler compiler) {
        return new RegisteredDefinitions(registry, runs, compiler);
    }

    @Provides
    @Singleton
    Fixers fixers() {
        return Fixers.installed();
    }

    @Provides
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
