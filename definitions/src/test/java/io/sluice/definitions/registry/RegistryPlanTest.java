package io.sluice.definitions.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.ParsedProjects;
import io.sluice.definitions.registry.RegistryChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class RegistryPlanTest {
    private static final String FEATURE = "feature: clicks_7d\nentity: user_id\nwindow: 7 days\n"
            + "filters:\n  - event_type = 'click'\n  - is_bot = false\nowner: me\n";

    /** A fingerprint that changes without reason makes a new version of everything that is registered. */
    @Test
    void fingerprintsStayAsTheyAre() {
        Project project = ParsedProjects.clicks(FEATURE);

        assertThat(RegistryPlan.of(project, List.of()))
                .extracting(change -> change.kind() + " " + change.fingerprint())
                .containsExactly(
                        "entity 51153b6a591d4637f329c51c6a40496dfe8e98fa6cd7da0713e6e72f957f0ea6",
                        "source 8644116447cb3e1ee4f9f2a2b83b8c9108e04f89427698dbee588807207ebc41",
                        "gate d492e10d21de11dc59d632d60c0ffea66f50a65d1ffbea6d53e393e1014ca919",
                        "feature e8c21ccf0151859eb00333795d23445115e6fb565b0921f2b87ff6e373b47d41",
                        "view 80a4acfad16b5e6134f92bf5a768e18a7a537065d9774d62027de36c2b3786cb",
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
                        + "filters: [is_bot = false, \" event_type = 'click'\"]\naggregation: count\nowner: you\n"
                        + "serving: {offline: false}\nnull_policy: fill_zero\ntimestamp: event_time\nsource: clicks\n";

        assertThat(Fingerprints.of(ParsedProjects.clicks(same), "view", "activity"))
                .isEqualTo(Fingerprints.of(ParsedProjects.clicks(FEATURE), "view", "activity"));
    }

    @Test
    void everythingIsAddedToAnEmptyRegistry() {
        List<RegistryChange> plan = RegistryPlan.of(ParsedProjects.clicks(FEATURE), List.of());

        assertThat(plan)
                .extracting(change -> change.kind() + " " + change.name() + " " + change.change() + " "
                        + change.fromVersion() + " " + change.toVersion())
                .containsExactly(
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

        assertThat(RegistryPlan.of(project, registered(project)))
                .extracting(RegistryChange::change)
                .containsOnly(Kind.UNCHANGED);
    }

    @Test
    void anotherWindowMakesANewVersionOfTheFeatureAndItsView() {
        List<Registered> before = registered(ParsedProjects.clicks(FEATURE));
        Project after = ParsedProjects.clicks(FEATURE.replace("7 days", "14 days"));

        List<RegistryChange> changed = changesOf(RegistryPlan.of(after, before));

        assertThat(changed)
                .extracting(change ->
                        change.kind() + " " + change.change() + " " + change.fromVersion() + " " + change.toVersion())
                .containsExactly("feature CHANGED v1 v2", "view CHANGED v1 v2");
        assertThat(changed.get(0).differences())
                .containsExactly("hop was 3600000 and is now 86400000", "window was 604800000 and is now 1209600000");
        assertThat(changed.get(1).consequences())
                .containsExactly(
                        "table views.activity_v2 is empty until a backfill or ViewUpdate fills it",
                        "view activity gets a new online generation; v1 is served until it is live",
                        "training sets built from activity v1 keep their values and are no longer current");
    }

    @Test
    void theLatenessOfASourceMakesNewVersionsOfItsFeatures() {
        List<Registered> before = registered(ParsedProjects.clicks(FEATURE));

        assertThat(changesOf(RegistryPlan.of(ParsedProjects.clicks(FEATURE, "late_policy: drop\n"), before)))
                .extracting(RegistryChange::kind)
                .containsExactly("source", "feature", "view");
    }

    @Test
    void anOwnerChangesNoVersion() {
        List<Registered> before = registered(ParsedProjects.clicks(FEATURE));
        Project after = ParsedProjects.clicks(FEATURE.replace("owner: me", "owner: you"), "retention: 9 days\n");

        List<RegistryChange> changed = changesOf(RegistryPlan.of(after, before));

        assertThat(changed)
                .extracting(change ->
                        change.kind() + " " + change.change() + " " + change.toVersion() + " " + change.differences())
                .containsExactly(
                        "source DESCRIBED v1 [retention is now 777600000]",
                        "feature DESCRIBED v1 [owner was \"me\" and is now \"you\"]");
    }

    @Test
    void whatIsNoLongerDeclaredIsRetiredAndComesBackAtItsVersion() {
        Project project = ParsedProjects.clicks(FEATURE);
        List<Registered> before = new ArrayList<>(registered(project));
        Registered gone = new Registered(
                "entity",
                "gone",
                "v3",
                "f",
                new java.util.TreeMap<>(),
                new java.util.TreeMap<>(),
                Registered.State.ACTIVE);
        before.add(gone);

        assertThat(changesOf(RegistryPlan.of(project, before)))
                .extracting(change ->
                        change.name() + " " + change.change() + " " + change.fromVersion() + " " + change.toVersion())
                .containsExactly("gone RETIRED v3 null");

        List<Registered> retired = before.stream()
                .map(old -> new Registered(
                        old.kind(),
                        old.name(),
                        "v4",
                        old.fingerprint(),
                        old.fields(),
                        old.description(),
                        Registered.State.RETIRED))
                .toList();
        assertThat(RegistryPlan.of(project, retired)).allSatisfy(change -> {
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

    private static List<Registered> registered(Project project) {
        return RegistryPlan.of(project, List.of()).stream()
                .map(change -> new Registered(
                        change.kind(),
                        change.name(),
                        "v1",
                        change.fingerprint(),
                        CanonicalForms.of(project, change.kind(), change.name()),
                        CanonicalForms.description(project, change.kind(), change.name()),
                        Registered.State.ACTIVE))
                .toList();
    }
}
