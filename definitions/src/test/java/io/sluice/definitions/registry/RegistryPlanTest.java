package io.sluice.definitions.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.ParsedProjects;
import io.sluice.definitions.registry.Registered.State;
import io.sluice.definitions.registry.RegistryChange.Kind;
import io.sluice.definitions.registry.form.CanonicalForms;
import io.sluice.definitions.registry.form.DefinitionForm;
import io.sluice.definitions.registry.form.Fingerprints;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RegistryPlanTest {
    private static final String FEATURE = "feature: clicks_7d\nentity: user_id\nwindow: 7 days\n"
            + "filters:\n  - event_type = 'click'\n  - is_bot = false\nowner: me\n";

    /** A fingerprint that changes without reason makes a new version of everything that is registered. */
    @Test
    void fingerprintsStayAsTheyAre() {
        Project project = ParsedProjects.clicks(FEATURE);

        assertThat(first(project))
                .extracting(change -> change.kind() + " " + change.fingerprint())
                .containsExactly(
                        "project 7aa9703b60b1d713e36af8d0c28f7ac766d2986ce99cd0c1c5ee9be8b4df1102",
                        "entity 51153b6a591d4637f329c51c6a40496dfe8e98fa6cd7da0713e6e72f957f0ea6",
                        "source 8644116447cb3e1ee4f9f2a2b83b8c9108e04f89427698dbee588807207ebc41",
                        "gate 8f4170281f9688faef31efe7d9948f981d66898e3f0aeee8f3442f7b0aa1ab50",
                        "feature 6456f17f4dd3eea1d3f9f747b3d4c21c5af1997e50bf31aa0125ec76500c5fae",
                        "view e45491194d80b506529285ad68e45d2f5e22bdb7626fa540c991c15d2367c6e4",
                        "annotation 4ffb57d26e60990545e21fe363f387d3af1da1017b420d2cf9e02d2d08602cd8");
    }

    @Test
    void theCanonicalFormOfAFeatureHoldsWhatItTakesFromItsSource() {
        assertThat(CanonicalForms.of(ParsedProjects.clicks(FEATURE), "feature", "clicks_7d"))
                .containsEntry("aggregation", "\"count\"")
                .containsEntry("window", "604800000")
                .containsEntry("hop", "3600000")
                .containsEntry("filters", "[\"event_type = 'click'\",\"is_bot = false\"]")
                .containsEntry("null_policy", "\"fill_zero\"")
                .containsEntry("source.allowed_lateness", "600000")
                .containsEntry("source.event_id", "\"content\"")
                .containsEntry("source.partition_by", "[\"user_id\"]")
                .containsEntry("entity.keys", "[\"user_id: string\"]")
                .containsKeys("source.schema", "algebra", "dialect")
                .doesNotContainKeys("owner", "serving.online", "ttl", "value", "max_distinct");
    }

    @Test
    void whatMeansTheSameHasTheSameFingerprint() {
        String same =
                "feature: clicks_7d\nentity: user_id\ndescription: Clicks\ntags: [x]\nwindow: 168h\nhop: 60 minutes\n"
                        + "filters: [is_bot = false, \" event_type = 'click'\", is_bot = false]\naggregation: count\nowner: you\n"
                        + "serving: {offline: false}\nnull_policy: fill_zero\ntimestamp: event_time\nsource: clicks\n";

        assertThat(Fingerprints.of(ParsedProjects.clicks(same), "view", "activity"))
                .isEqualTo(Fingerprints.of(ParsedProjects.clicks(FEATURE), "view", "activity"));
    }

    @Test
    void howAnExpressionIsSpacedMeansNothing() {
        assertThat(fingerprint("value: amount*2+ amount\naggregation: sum\nfilters: [\"event_type='A  b'\"]\n"))
                .isEqualTo(
                        fingerprint(
                                "value: |\n  amount * 2\n  + amount\naggregation: sum\nfilters: [\"event_type =   'A  b'\"]\n"));
    }

    private static String fingerprint(String lines) {
        return Fingerprints.of(
                ParsedProjects.clicks("feature: clicks_7d\nentity: user_id\nwindow: 7 days\n" + lines),
                "feature",
                "clicks_7d");
    }

    @Test
    void theHopOfALifetimeThatFollowsEveryEventMeansNothing() {
        String lifetime = "feature: clicks_7d\nentity: user_id\nwindow: lifetime\nupdate: event\n";
        String source = "history_from: 2010-12-01\n";

        assertThat(Fingerprints.of(ParsedProjects.clicks(lifetime + "hop: 1 hour\n", source), "feature", "clicks_7d"))
                .isEqualTo(Fingerprints.of(ParsedProjects.clicks(lifetime, source), "feature", "clicks_7d"));
        String boundaries = lifetime.replace("event", "hop");
        assertThat(Fingerprints.of(ParsedProjects.clicks(boundaries + "hop: 1 hour\n", source), "feature", "clicks_7d"))
                .isNotEqualTo(Fingerprints.of(ParsedProjects.clicks(boundaries, source), "feature", "clicks_7d"));
    }

    @Test
    void everythingIsAddedToAnEmptyRegistry() {
        List<RegistryChange> plan = first(ParsedProjects.clicks(FEATURE));

        assertThat(plan)
                .extracting(change -> change.kind() + " " + change.name() + " " + change.change() + " "
                        + change.fromVersion() + " " + change.toVersion())
                .containsExactly(
                        "project shop ADDED null v1",
                        "entity user_id ADDED null v1",
                        "source clicks ADDED null v1",
                        "gate g ADDED null v1",
                        "feature clicks_7d ADDED null v1",
                        "view activity ADDED null v1",
                        "annotation labels ADDED null v1");
    }

    @Test
    void nothingChangesTheSecondTime() {
        Project project = ParsedProjects.clicks(FEATURE);

        assertThat(plan(project, registered(project)))
                .extracting(RegistryChange::change)
                .containsOnly(Kind.UNCHANGED);
    }

    @Test
    void anotherWindowMakesANewVersionOfTheFeatureAndItsView() {
        List<Registered> before = registered(ParsedProjects.clicks(FEATURE));
        Project after = ParsedProjects.clicks(FEATURE.replace("7 days", "14 days"));

        List<RegistryChange> changed = changesOf(plan(after, before));

        assertThat(changed)
                .extracting(change ->
                        change.kind() + " " + change.change() + " " + change.fromVersion() + " " + change.toVersion())
                .containsExactly("feature CHANGED v1 v2", "view CHANGED v1 v2");
        assertThat(changed.get(0).differences()).containsExactly("hop: 1 hour → 1 day", "window: 7 days → 14 days");
        assertThat(changed.get(1).differences()).containsExactly("feature clicks_7d: v1 → v2");
        assertThat(changed.get(1).consequences())
                .containsExactly(
                        "backfill: table views.activity_v2 is empty; there is nothing to fill it with yet, no partition of"
                                + " source clicks is certified",
                        "online: no feature of view activity is served online",
                        "training sets: none was built from view activity yet");
    }

    @Test
    void theLatenessOfASourceMakesNewVersionsOfItsFeatures() {
        List<Registered> before = registered(ParsedProjects.clicks(FEATURE));

        assertThat(changesOf(plan(ParsedProjects.clicks(FEATURE, "late_policy: drop\n"), before)))
                .extracting(RegistryChange::kind)
                .containsExactly("source", "feature", "view");
    }

    @Test
    void anOwnerOrABeginningChangesNoVersion() {
        List<Registered> before = registered(ParsedProjects.clicks(FEATURE));
        Project after = ParsedProjects.clicks(
                FEATURE.replace("owner: me", "owner: you"), "retention: 9 days\nhistory_from: 2010-12-01\n");

        List<RegistryChange> changed = changesOf(plan(after, before));

        assertThat(changed)
                .extracting(change ->
                        change.kind() + " " + change.change() + " " + change.toVersion() + " " + change.differences())
                .containsExactly(
                        "source DESCRIBED v1 [history_from: none → 2010-12-01T00:00:00Z, retention: none → 9 days]",
                        "feature DESCRIBED v1 [owner: me → you]");
    }

    @Test
    void whatIsNoLongerDeclaredIsRetiredAndComesBackAtItsVersion() {
        Project project = ParsedProjects.clicks(FEATURE);
        List<Registered> before = new ArrayList<>(registered(project));
        before.add(gone("v3", State.ACTIVE));

        assertThat(changesOf(plan(project, before)))
                .extracting(change ->
                        change.name() + " " + change.change() + " " + change.fromVersion() + " " + change.toVersion())
                .containsExactly("gone RETIRED v3 null");

        List<Registered> retired =
                before.stream().map(old -> with(old, "v4", State.RETIRED)).toList();
        assertThat(plan(project, retired)).allSatisfy(change -> {
            assertThat(change.change()).isEqualTo(Kind.ADDED);
            assertThat(change.toVersion()).isEqualTo("v4");
        });
    }

    @Test
    void namesWhatIsNotDeclared() {
        assertThatThrownBy(() -> Fingerprints.of(ParsedProjects.clicks(FEATURE), "view", "nothing"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("The project declares no view nothing");
    }

    private static List<RegistryChange> changesOf(List<RegistryChange> plan) {
        return plan.stream().filter(change -> change.change() != Kind.UNCHANGED).toList();
    }

    private static List<RegistryChange> first(Project project) {
        return plan(project, List.of());
    }

    private static List<RegistryChange> plan(Project project, List<Registered> registered) {
        return RegistryPlan.of(project, new TreeMap<>(), registered, Served.nothing());
    }

    private static List<Registered> registered(Project project) {
        return first(project).stream()
                .map(change -> new Registered(
                        change.kind(),
                        change.name(),
                        "v1",
                        change.fingerprint(),
                        "",
                        "",
                        CanonicalForms.form(project, change.kind(), change.name()),
                        State.ACTIVE,
                        List.of()))
                .toList();
    }

    private static Registered gone(String version, State state) {
        return new Registered("entity", "gone", version, "f", "", "", DefinitionForm.unknown(), state, List.of());
    }

    private static Registered with(Registered old, String version, State state) {
        return new Registered(
                old.kind(), old.name(), version, old.fingerprint(), "", "", old.form(), state, old.earlier());
    }
}
