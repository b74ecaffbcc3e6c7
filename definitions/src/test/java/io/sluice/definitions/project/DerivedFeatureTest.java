package io.sluice.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Project;
import org.junit.jupiter.api.Test;

final class DerivedFeatureTest {
    private static ProjectText project() {
        return new ProjectText()
                .with("clicks_7d.yaml", "feature: clicks_7d\nentity: user_id\nwindow: 7 days\n")
                .with("last.yaml", "feature: last_type\nentity: user_id\nvalue: event_type\n")
                .with(
                        "spend.yaml",
                        "feature: spend\nentity: user_id\nwindow: 30 days\naggregation: sum\nvalue: amount\n");
    }

    private static ProjectText with(String expression) {
        return project().with("d.yaml", derived("d", expression));
    }

    private static String derived(String name, String expression) {
        return "feature: " + name + "\nentity: user_id\nexpression: " + expression + "\n";
    }

    @Test
    void hasTheTypeOfItsExpression() {
        Project project = with("spend / clicks_7d")
                .with("e.yaml", derived("e", "coalesce(d, 0) > 1"))
                .with("v.yaml", "view: v\nentity: user_id\nfeatures: [e, d, clicks_7d, last_type, spend]\n")
                .parse();

        Feature derived = project.feature("d").orElseThrow();
        assertThat(derived.isDerived()).isTrue();
        assertThat(derived.source()).isNull();
        assertThat(derived.timestamp()).isNull();
        ViewPlan plan = ViewPlans.compile(project, project.view("v").orElseThrow(), new WordCompiler());
        assertThat(plan.features())
                .extracting(ViewPlan.FeaturePlan::type)
                .as("clicks_7d, d, e, last_type, spend")
                .containsExactly(DataType.BIGINT, DataType.DOUBLE, DataType.BOOLEAN, DataType.STRING, DataType.DOUBLE);
        assertThat(plan.features()).extracting(ViewPlan.FeaturePlan::source).containsExactly(0, -1, -1, 0, 0);
        assertThat(plan.sources().get(0).inputs())
                .extracting(ViewPlan.Input::feature)
                .containsExactly(0, 3, 4);
    }

    @Test
    void namesOnlyFeaturesOfItsView() {
        assertThat(with("spend / clicks_7d")
                        .with("v.yaml", "view: v\nentity: user_id\nfeatures: [d, spend]\n")
                        .errors())
                .isEqualTo("v.yaml:3:12: feature d derives from clicks_7d, which view v does not have; add it to the"
                        + " features");
    }

    @Test
    void errorsPointIntoTheExpression() {
        assertThat(with("1 + clicks_7").errors())
                .isEqualTo("d.yaml:3:17: Unknown feature clicks_7; did you mean clicks_7d?");
        assertThat(with("clicks_7d +").errors()).startsWith("d.yaml:3:");
        assertThat(with("upper(last_type)").errors()).startsWith("d.yaml:3:13: ");
        assertThat(with("clicks_7d + last_type").errors()).startsWith("d.yaml:3:");
    }

    @Test
    void doesNotDeriveFromItself() {
        assertThat(with("d + 1").errors()).isEqualTo("d.yaml:3:13: feature d derives from itself: d → d");
        assertThat(with("e + 1")
                        .with("e.yaml", derived("e", "f"))
                        .with("f.yaml", derived("f", "d * 2"))
                        .errors())
                .isEqualTo("d.yaml:3:13: feature d derives from itself: d → e → f → d");
    }

    @Test
    void hasNothingOfAComputedFeature() {
        assertThat(project()
                        .with(
                                "d.yaml",
                                derived("d", "spend")
                                        + "window: 7 days\nfilters: [is_bot]\nttl: 1 day\nsource: clicks\n")
                        .errors())
                .isEqualTo("""
                        d.yaml:4:9: window does not belong to the derived feature d: an expression has only other features of\
                         its view
                        d.yaml:5:10: filters does not belong to the derived feature d: an expression has only other features of\
                         its view
                        d.yaml:6:6: ttl does not belong to the derived feature d: an expression has only other features of its\
                         view
                        d.yaml:7:9: source does not belong to the derived feature d: an expression has only other features of its\
                         view""");
    }

    @Test
    void itsNullPolicyFitsItsType() {
        assertThat(project()
                        .with("d.yaml", derived("d", "spend > 1") + "null_policy: fill_zero\n")
                        .errors())
                .isEqualTo(
                        "d.yaml:4:14: null_policy of feature d: fill_zero needs a number, and the value is boolean: use"
                                + " null or fill");
    }

    @Test
    void anErrorOfAnInputIsReportedOnce() {
        assertThat(project()
                        .with("d.yaml", derived("d", "broken + 1"))
                        .with("b.yaml", "feature: broken\nentity: user_id\nwindow: 7 days\naggregation: sun\n")
                        .errors())
                .isEqualTo("b.yaml:4:14: unknown aggregation sun; did you mean sum?");
    }
}
