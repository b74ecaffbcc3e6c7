package io.sluice.definitions.reading;

import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.reading.expectation.ExpectationCheck;
import io.sluice.definitions.reading.feature.DerivedTypes;
import io.sluice.definitions.reading.feature.FeatureReader;
import io.sluice.definitions.reading.feature.TypedFeature;
import io.sluice.definitions.reading.remedy.FixerReader;
import io.sluice.definitions.reading.remedy.PatchReader;
import io.sluice.definitions.yaml.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a project: every definition with its defaults, or every error at once. Source: contract §2. */
public final class ProjectParser {
    private final Scope scope;

    private ProjectParser(Drafts drafts, Findings findings, ExpressionCompiler compiler) {
        this.scope = new Scope(drafts, findings, compiler);
    }

    /**
     * Reads the files of one project folder, in any order. Deterministic; every filter and value is compiled.
     *
     * @throws InvalidProjectException with every error of the project; a retry does not help
     */
    public static Project parse(List<DefinitionFile> files, ExpressionCompiler compiler) {
        return parse(files, compiler, ExpectationCheck.none());
    }

    /**
     * The same, and checks the arguments of expectations against the columns of the sources and views they guard.
     *
     * @throws InvalidProjectException with every error of the project; a retry does not help
     */
    public static Project parse(
            List<DefinitionFile> files, ExpressionCompiler compiler, ExpectationCheck expectations) {
        Findings findings = new Findings();
        Project project = new ProjectParser(Drafts.of(files, findings), findings, compiler).project(expectations);
        if (findings.count() > 0) {
            throw new InvalidProjectException(findings.sorted());
        }
        return project;
    }

    /** What a definition needs is read before it. */
    private Project project(ExpectationCheck expectations) {
        Drafts drafts = scope.drafts();
        drafts.of("project").forEach(draft -> scope.header(draft.fields()));
        drafts.of("entity").forEach(draft -> scope.add(EntityReader.read(draft, scope)));
        drafts.of("gate").forEach(draft -> scope.add(GateReader.read(draft, scope)));
        drafts.of("source").forEach(draft -> scope.add(SourceReader.read(draft, scope)));
        Map<String, TypedFeature> features = features(drafts.of("feature"));
        Map<String, DataType> types = DerivedTypes.check(features, scope);
        List<View> views = drafts.of("view").stream()
                .map(draft -> ViewReader.read(draft, scope, features))
                .toList();
        List<Source> sources = PartitionBy.fill(scope, views, features);
        GateColumns.check(scope, expectations, sources, views, types);
        return new Project(
                scope.project(),
                scope.defaultSource().map(text -> text.value()).orElse(null),
                scope.defaultOwner(),
                scope.approvers(),
                scope.entities(),
                sources,
                features.values().stream()
                        .map(TypedFeature::feature)
                        .map(feature -> canonical(feature, types.get(feature.name())))
                        .toList(),
                views,
                scope.gates(),
                drafts.of("patch").stream()
                        .map(draft -> PatchReader.read(draft, scope))
                        .toList(),
                drafts.of("fixer").stream()
                        .map(draft -> FixerReader.read(draft, scope))
                        .toList(),
                drafts.of("annotation").stream().map(OtherReader::read).toList());
    }

    /** In their order; derived ones are read last, because the others declare the entities that are only named. */
    private Map<String, TypedFeature> features(List<Draft> drafts) {
        Map<String, TypedFeature> features = new LinkedHashMap<>();
        drafts.stream()
                .filter(draft -> !FeatureReader.isDerived(draft))
                .forEach(draft -> features.put(draft.name().value(), FeatureReader.read(draft, scope)));
        Map<String, TypedFeature> ordered = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            String name = draft.name().value();
            ordered.put(name, FeatureReader.isDerived(draft) ? FeatureReader.read(draft, scope) : features.get(name));
        }
        return ordered;
    }

    /** Policies that mean the same are one, so that how a literal is written makes no version. */
    private static Feature canonical(Feature feature, @Nullable DataType type) {
        return type == null ? feature : feature.withNullPolicy(NullFill.canonical(feature.nullPolicy(), type));
    }
}
