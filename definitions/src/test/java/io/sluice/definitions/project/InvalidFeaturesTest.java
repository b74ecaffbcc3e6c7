package io.sluice.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InvalidFeaturesTest {
    private static final String HEAD = "feature: f\nentity: user_id\n";

    private static String errors(String lines) {
        return new ProjectText().with("f.yaml", HEAD + lines).errors();
    }

    @Test
    void misspeltKeys() {
        assertThat(errors("window: 7 days\nfiltres:\n  - is_bot = false\nnull_polcy: null\n"))
                .isEqualTo("""
                        f.yaml:4:1: feature f has no key filtres; did you mean filters?
                        f.yaml:6:1: feature f has no key null_polcy; did you mean null_policy?""");
        assertThat(errors("window: 7 days\nserving: {onlin: true}\n"))
                .isEqualTo("f.yaml:4:11: serving of feature f has no key onlin; did you mean online?");
    }

    @Test
    void misspeltReferences() {
        assertThat(errors("source: click\nwindow: 7 days\n"))
                .isEqualTo("f.yaml:3:9: unknown source click; did you mean clicks?");
        assertThat(new ProjectText()
                        .with("f.yaml", "feature: f\nentity: usr_id\nwindow: 7 days\n")
                        .errors())
                .isEqualTo("f.yaml:2:9: unknown entity usr_id; the project declares none");
        assertThat(new ProjectText()
                        .with("f.yaml", "feature: f\nentity: usr\nwindow: 7 days\n")
                        .with("user.yaml", "entity: user\nkeys: {user_id: string}\n")
                        .errors())
                .isEqualTo("f.yaml:2:9: unknown entity usr; did you mean user?");
        assertThat(new ProjectText()
                        .with("f.yaml", "feature: f\nentity: session\nwindow: 7 days\n")
                        .errors())
                .isEqualTo("f.yaml:2:9: entity session is not declared, and its column is no string; declare it with"
                        + " keys: {session: bigint}");
    }

    @Test
    void aLifetimeWithoutABeginning() {
        assertThat(errors("window: lifetime\n"))
                .isEqualTo(
                        "f.yaml:3:9: window of feature f is lifetime, and source clicks does not say when its history"
                                + " begins; write history_from in source clicks, the instant that no row is older than, for"
                                + " example 2010-12-01");
    }

    @Test
    void keysThatTheSourceDoesNotHave() {
        assertThat(new ProjectText()
                        .with("f.yaml", "feature: f\nentity: user\nwindow: 7 days\n")
                        .with("user.yaml", "entity: user\nkeys: {user_idd: string, session: int}\n")
                        .errors())
                .isEqualTo("""
                        f.yaml:2:9: key session of entity user is a int, but a bigint in source clicks
                        f.yaml:2:9: source clicks has no column user_idd, a key of entity user; did you mean user_id?""");
    }

    @Test
    void noSource() {
        assertThat(new ProjectText()
                        .with("project.yaml", "project: shop\n")
                        .with("f.yaml", HEAD + "window: 7 days\n")
                        .errors())
                .isEqualTo(
                        "f.yaml:1:10: feature f needs source, because project.yaml names no default (defaults: {source: ...})");
    }

    @Test
    void anotherTimestamp() {
        assertThat(errors("timestamp: when\nwindow: 7 days\n"))
                .isEqualTo("f.yaml:3:12: timestamp of feature f must be event_time, the event_time of source clicks,"
                        + " not when");
    }

    @Test
    void badDurations() {
        assertThat(errors("window: 1 month\n"))
                .isEqualTo("f.yaml:3:9: window of feature f is not a duration: A month or a year is not a duration, its"
                        + " length varies: write days instead of 1 month, for example 30 days");
        assertThat(errors("window: 7\n"))
                .isEqualTo("f.yaml:3:9: window of feature f is not a duration: A duration is a number with a unit, for"
                        + " example 7 days, 90 minutes, 7d or PT2H, not 7");
        assertThat(errors("window: 0 days\n")).isEqualTo("f.yaml:3:9: window of feature f must be longer than zero");
        assertThat(errors("window: forever\n"))
                .isEqualTo("f.yaml:3:9: window of feature f is not a duration: A duration is a number with a unit, for"
                        + " example 7 days, 90 minutes, 7d or PT2H, not forever");
    }

    @Test
    void windowsThatAreNoMultipleOfTheirHop() {
        assertThat(errors("window: 7 minutes\n"))
                .isEqualTo(
                        "f.yaml:3:9: window of feature f (7 minutes) must be a multiple of 5 minutes, the hop of such a"
                                + " window; write hop or another window");
        assertThat(errors("window: 7 days\nhop: 5 hours\n"))
                .isEqualTo("f.yaml:4:6: window of feature f (7 days) must be a multiple of 5 hours");
    }

    @Test
    void aggregations() {
        assertThat(errors("window: 7 days\naggregation: cuont\n"))
                .isEqualTo("f.yaml:4:14: unknown aggregation cuont; did you mean count?");
        assertThat(errors("window: 7 days\naggregation: summ\nvalue: amuont\n"))
                .isEqualTo(
                        "f.yaml:4:14: unknown aggregation summ; did you mean sum?\nf.yaml:5:8: there is no column amuont");
        assertThat(errors("window: 7 days\naggregation: sum\n"))
                .isEqualTo(
                        "f.yaml:4:14: aggregation of feature f: sum needs a value: only count counts rows without one");
        assertThat(errors("window: 7 days\naggregation: sum\nvalue: event_type\n"))
                .isEqualTo("f.yaml:4:14: aggregation of feature f: sum needs a number, not string");
        assertThat(errors("window: 7 days\naggregation: last_n\nvalue: amount\n"))
                .isEqualTo("f.yaml:4:14: last_n needs a number from 1 to 1000, for example last_n(5)");
        assertThat(errors("window: 7 days\naggregation: last_n(0)\nvalue: amount\n"))
                .isEqualTo("f.yaml:4:14: last_n needs a number from 1 to 1000, for example last_n(5)");
        assertThat(errors("window: 7 days\naggregation: count(amount)\n"))
                .isEqualTo("f.yaml:4:14: count has no parameter; what is aggregated is written under value, for example"
                        + " value: amount");
        assertThat(errors("window: 7 days\naggregation: histogram([10, 5])\nvalue: amount\n"))
                .isEqualTo(
                        "f.yaml:4:14: aggregation of feature f: histogram needs ascending finite edges, not [10.0, 5.0]");
        assertThat(errors("window: 7 days\naggregation: histogram(5)\nvalue: amount\n"))
                .isEqualTo("f.yaml:4:14: histogram needs edges, for example histogram([0, 10, 20])");
    }

    @Test
    void latestValues() {
        assertThat(errors("value: amount\naggregation: sum\nhop: 1 hour\nupdate: event\n"))
                .isEqualTo("""
                        f.yaml:4:14: aggregation needs a window; without one feature f is the latest value of its source
                        f.yaml:5:6: hop needs a window; without one feature f is the latest value of its source
                        f.yaml:6:9: update needs a window; without one feature f is the latest value of its source""");
        assertThat(errors("owner: me\n"))
                .isEqualTo("f.yaml:1:10: feature f needs a window, or a value to be the latest value of its source");
        assertThat(errors("window: 7 days\nttl: 3 days\n"))
                .isEqualTo(
                        "f.yaml:4:6: ttl is for latest values; feature f has a window, which says how long rows count");
    }

    @Test
    void keysOfOtherAggregations() {
        assertThat(errors("window: 7 days\nscale: 2\nmax_distinct: 5\n")).isEqualTo("""
                        f.yaml:4:8: scale is for sum, mean, variance and stddev; feature f has none of them
                        f.yaml:5:15: max_distinct is for top_k; feature f has another aggregation""");
        assertThat(errors("window: 7 days\naggregation: sum\nvalue: amount\nscale: 19\n"))
                .isEqualTo("f.yaml:6:8: scale of feature f must be a whole number from 0 to 18, not 19");
    }

    @Test
    void nullPolicies() {
        assertThat(errors("value: event_type\nnull_policy: fill_zero\n"))
                .isEqualTo(
                        "f.yaml:4:14: null_policy of feature f: fill_zero needs a number, and the value is string: use"
                                + " null or fill");
        assertThat(errors("window: 7 days\nnull_policy: {fill: 1.5}\n"))
                .isEqualTo("f.yaml:4:14: null_policy of feature f: fill: 1.5 does not fit bigint");
        assertThat(errors("window: 7 days\nnull_policy: zero\n"))
                .isEqualTo(
                        "f.yaml:4:14: null_policy of feature f must be fill_zero, null or {fill: <literal>}, not zero");
        assertThat(errors("window: 7 days\nnull_policy: {fil: 1}\n")).isEqualTo("""
                        f.yaml:4:14: null_policy of feature f needs fill
                        f.yaml:4:15: null_policy of feature f has no key fil; did you mean fill?""");
    }

    @Test
    void expressionsPointIntoTheirText() {
        assertThat(errors("window: 7 days\nfilters:\n  - is_bot = false\n  - event_typ = 'click'\n"))
                .isEqualTo("f.yaml:6:5: there is no column event_typ");
        assertThat(errors("window: 7 days\nfilters: [\"is_bot = flase\"]\n"))
                .isEqualTo("f.yaml:4:21: there is no column flase");
        assertThat(errors("window: 7 days\nfilters:\n  - |\n    is_bot = false\n      = wrong\n"))
                .isEqualTo("f.yaml:7:9: there is no column wrong");
        assertThat(errors("window: 7 days\nfilters:\n  - >\n    is_bot = false\n    = wrong\n"))
                .isEqualTo("f.yaml:7:7: there is no column wrong");
        assertThat(errors("window: 7 days\nfilters: [amount]\n"))
                .isEqualTo("f.yaml:4:11: a filter must be true or false, but this one gives a double: amount");
    }

    /** However YAML wrote it: the test's compiler finds the word {@code wrong}. */
    @Test
    void expressionsPointIntoEveryStyleOfScalar() {
        assertPlace("'is_bot = ''x'' < wrong'", "4:23");
        assertPlace("'is_bot = ''x''\n\n      < wrong'", "6:9");
        assertPlace("\"is_bot = \\\"1\\\" \\u003c \\U0001F600 wrong\"", "4:39");
        assertPlace("\"is_bot \\\n      = \\twrong\"", "5:11");
        assertPlace("is_bot =\n      1 <\n\n      wrong", "7:7");
        assertPlace("is_bot = '\ud83d\ude00' < wrong", "4:20");
        assertPlace(">-  # a comment\n      is_bot\n      = 1\n\n      < wrong", "8:9");
        assertPlace("|+\n\n      is_bot = 1\n        < wrong\n", "7:11");
    }

    private static void assertPlace(String scalar, String place) {
        assertThat(errors("filters:\n  - " + scalar + "\nwindow: 7 days\n"))
                .as(scalar)
                .isEqualTo("f.yaml:" + place + ": there is no column wrong");
    }

    @Test
    void wrongShapes() {
        assertThat(errors("window: 7 days\nfilters: is_bot = false\n"))
                .isEqualTo("f.yaml:4:10: filters of feature f must be a list, for example [is_bot = false]");
        assertThat(errors("window: [7 days]\n")).isEqualTo("f.yaml:3:9: window of feature f must be a text");
        assertThat(errors("window: 7 days\nserving: online\n"))
                .isEqualTo("f.yaml:4:10: serving of feature f must be a mapping");
        assertThat(errors("window: 7 days\nserving: {online: yes}\n"))
                .isEqualTo("f.yaml:4:19: online of serving of feature f must be true or false, not yes");
        assertThat(errors("window: 7 days\nowner:\n"))
                .isEqualTo("f.yaml:4:7: owner of feature f has no value; write one or remove the key");
        assertThat(errors("window: 7 days\nupdate: evnt\n"))
                .isEqualTo("f.yaml:4:9: update of feature f must be one of hop, event, not evnt; did you mean event?");
        assertThat(errors("window: 7 days\nfilters: [[a]]\n"))
                .isEqualTo("f.yaml:4:11: each item of filters of feature f must be a text");
    }

    @Test
    void names() {
        assertThat(new ProjectText()
                        .with("f.yaml", "feature: 7d\nentity: user_id\nwindow: 7 days\n")
                        .errors())
                .isEqualTo(
                        "f.yaml:1:10: a name has 1 to 100 ASCII letters, digits and underscores and begins with a letter, not 7d");
        assertThat(new ProjectText()
                        .with("f.yaml", "feature: a__ts\nentity: user_id\nwindow: 7 days\n")
                        .errors())
                .isEqualTo(
                        "f.yaml:1:10: the name of a feature has no double underscore (a__ts): views keep such columns for"
                                + " timestamps");
        assertThat(new ProjectText()
                        .with("f.yaml", HEAD + "window: 7 days\n")
                        .with("g.yaml", HEAD + "window: 7 days\n")
                        .with("h.yaml", "feature: F\nentity: user_id\nwindow: 7 days\n")
                        .errors())
                .isEqualTo("""
                        g.yaml:1:10: feature f is declared twice; first at f.yaml:1
                        h.yaml:1:10: feature F differs only in case from f; first at f.yaml:1""");
    }
}
