package io.sluice.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InvalidProjectsTest {
    private static final String SOURCE =
            "source: s\nkind: events\nschema: {id: string, at: timestamp, n: int}\nevent_time: at\n";
    private static final String BATCH = "batch: {format: csv, path: x.csv, partition: day}\n";

    private static String source(String lines) {
        return new ProjectText().with("s.yaml", SOURCE + lines).errors();
    }

    private static String file(String text) {
        return new ProjectText().with("x.yaml", text).errors();
    }

    @Test
    void filesThatAreNoDefinition() {
        assertThat(file(""))
                .isEqualTo("x.yaml:1:1: the file is empty; its first key names the kind of definition, for"
                        + " example feature: my_feature");
        assertThat(file("- a\n"))
                .isEqualTo("x.yaml:1:1: a definition is a mapping whose first key names its kind, for"
                        + " example feature: my_feature");
        assertThat(file("featur: f\n")).isEqualTo("x.yaml:1:1: unknown kind featur; did you mean feature?");
        assertThat(file("owner: me\nfeature: f\n"))
                .isEqualTo(
                        "x.yaml:1:1: unknown kind owner; the first key names the kind: entity, source, feature, view,"
                                + " gate, annotation, patch, fixer");
        assertThat(file("entity: a\n---\nentity: b\n"))
                .isEqualTo("x.yaml:3:1: a file holds one document; put this one into a file of its own");
        assertThat(file("entity: a\nkeys: {x: string\n"))
                .isEqualTo("x.yaml:3:1: this is not YAML: expected ',' or '}', but got <stream end>");
        assertThat(file("entity: a\nentity: b\n"))
                .isEqualTo("x.yaml:2:1: the key entity is written twice; first on line 1");
        assertThat(file("entity: !!java.lang.Runtime a\n"))
                .isEqualTo("x.yaml:1:9: the tag tag:yaml.org,2002:java.lang.Runtime is not used in definitions");
        assertThat(file("project: x\n"))
                .isEqualTo(
                        "x.yaml:1:1: the key project belongs into project.yaml at the top of the folder, not into x.yaml");
    }

    @Test
    void hostileFilesAreRefusedQuickly() {
        assertThat(file("entity: a\nkeys: " + "[".repeat(100_000))).startsWith("x.yaml:1:1: the file is nested deeper");
        assertThat(file("entity: a\nkeys: &a {x: *a}\n")).contains("x.yaml:");
        StringBuilder laughs = new StringBuilder("annotation: a\nl0: &l0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("l%d: &l%d [*l%d, *l%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(file(laughs.toString())).contains("x.yaml:");
        assertThat(file("x".repeat(1_000_001)))
                .isEqualTo("x.yaml:1:1: the file has more than 1000000 characters; split it, one document per file");
        assertThat(file("entity: \u0000")).startsWith("x.yaml:1:1: this is not YAML");
    }

    @Test
    void theProjectFile() {
        assertThat(new ProjectText().without("project.yaml").errors())
                .isEqualTo(
                        "project.yaml:1:1: the project has no project.yaml; write one with at least project: <name>");
        assertThat(new ProjectText()
                        .with("project.yaml", "project: x\ntimezone: Europe/Rome\nownr: me\n")
                        .errors())
                .isEqualTo("""
                        project.yaml:2:11: timezone must be UTC, the only one so far, not Europe/Rome
                        project.yaml:3:1: project x has no key ownr; valid are project, defaults, approvers, timezone""");
        assertThat(new ProjectText()
                        .with("project.yaml", "project: x\ndefaults: {source: clik}\n")
                        .errors())
                .isEqualTo("project.yaml:2:20: unknown source clik; did you mean clicks?");
        assertThat(new ProjectText().with("project.yaml", "entity: x\n").errors())
                .isEqualTo("project.yaml:1:1: the first key of project.yaml must be project, not entity");
    }

    @Test
    void everyErrorAtOnceInOrder() {
        assertThat(new ProjectText()
                        .with("b.yaml", "entity: b\nkeys: {x: strng}\n")
                        .with("a.yaml", "view: v\nentity: b\nfeatures: [nope]\nfreshnes: 1 day\n")
                        .errors())
                .isEqualTo("""
                        a.yaml:3:12: unknown feature nope; the project declares none
                        a.yaml:4:1: view v has no key freshnes; did you mean freshness?
                        b.yaml:2:11: A type is one of boolean, int, bigint, decimal(p,s), double, string, binary, date,\
                         timestamp, array<...>, struct<name: type, ...> and vector(n), not strng; did you mean string?""");
    }

    @Test
    void aBrokenFileDoesNotMakeItsNameUnknown() {
        assertThat(new ProjectText()
                        .with("features/broken.yaml", "feature: broken\n  x: [\n")
                        .with("v.yaml", "view: v\nentity: user\nfeatures: [broken]\n")
                        .with("user.yaml", "entity: user\nkeys: {user_id: string}\n")
                        .errors())
                .isEqualTo("features/broken.yaml:2:4: this is not YAML: mapping values are not allowed here");
    }

    /** What can be read of such a file is read, so that fixing it brings no second round of errors. */
    @Test
    void aKeyWrittenTwiceOrAByteThatIsNoTextHidesNothing() {
        assertThat(new ProjectText()
                        .with("s.yaml", SOURCE + BATCH + "delay: soon\ndelay: 1 hour\nowner: caf\ufffd\n")
                        .with("f.yaml", "feature: f\nentity: id\nsource: s\nwindow: 7 days\nfilters: [m > 1]\n")
                        .errors())
                .isEqualTo("""
                        f.yaml:5:11: there is no column m
                        s.yaml:6:8: delay of source s is not a duration: A duration is a number with a unit, for example\
                         7 days, 90 minutes, 7d or PT2H, not soon
                        s.yaml:7:1: the key delay is written twice; first on line 6
                        s.yaml:8:11: the file is not UTF-8: there are bytes here that stand for no character; save it as UTF-8""");
    }

    @Test
    void schedulesThatNothingWouldRun() {
        assertThat(source(BATCH + "schedule: 99 * * * *\n"))
                .isEqualTo(
                        "s.yaml:6:11: schedule of source s is not a time to run: the minute is * or from 0 to 59, a range 1-5,"
                                + " a step */2 or a list of them, not 99");
        assertThat(new ProjectText()
                        .with("v.yaml", "view: v\nentity: user\nfeatures: []\nschedule: nightly\n")
                        .errors())
                .contains("v.yaml:4:11: schedule of view v is not a time to run: it has five fields");
    }

    @Test
    void entities() {
        assertThat(file("entity: e\nkeys: {a: double, b: array<int>}\n")).isEqualTo("""
                        x.yaml:2:11: a key cannot be a double: equal keys must be equal bytes; use bigint, string or decimal
                        x.yaml:2:22: a key cannot be a array<int>: equal keys must be equal bytes; use bigint, string or decimal""");
        assertThat(file("entity: e\nkeys: {}\n")).isEqualTo("x.yaml:2:7: keys of entity e needs at least one column");
        assertThat(file("entity: e\nkeys: {_run: string, a: string, A: string}\n"))
                .isEqualTo("""
                        x.yaml:2:8: a column's name has ASCII letters, digits and underscores and begins with a letter, not _run
                        x.yaml:2:33: column A differs only in case from a""");
    }

    @Test
    void whatASourceNeeds() {
        assertThat(new ProjectText().with("s.yaml", "source: s\n").errors()).isEqualTo("""
                        s.yaml:1:1: source s needs event_time
                        s.yaml:1:1: source s needs kind
                        s.yaml:1:1: source s needs schema
                        s.yaml:1:1: source s reads nothing; give it batch, stream or both""");
        assertThat(source(BATCH.replace("partition: day", "partion: day"))).isEqualTo("""
                        s.yaml:5:8: batch of source s needs partition
                        s.yaml:5:35: batch of source s has no key partion; did you mean partition?""");
        assertThat(source("batch: {format: csv, path: x, jdbc: y, partition: day}\n"))
                .isEqualTo("s.yaml:5:8: batch of source s needs exactly one of path, jdbc and api");
        assertThat(source("batch: {format: csb, path: x, partition: day}\n"))
                .isEqualTo(
                        "s.yaml:5:17: format of batch of source s must be one of parquet, csv, json, avro, orc, not csb;"
                                + " did you mean csv?");
        assertThat(source("batch: {format: csv, jdbc: x, partition: daily}\n")).isEqualTo("""
                        s.yaml:5:17: format is for files; batch of source s reads none
                        s.yaml:5:28: batch of source s reads a database and needs options with table or query
                        s.yaml:5:28: jdbc of batch of source s must be an address such as jdbc:postgresql://host:5432/shop
                        s.yaml:5:42: partition of batch of source s must be one of day, hour, month, none, not daily; did you\
                         mean day?""");
    }

    @Test
    void whatAStreamNeeds() {
        assertThat(source("stream: {topic: t}\n")).isEqualTo("""
                        s.yaml:5:9: source s has a stream and must write allowed_lateness: it decides when a value is final
                        s.yaml:5:9: source s has a stream and must write event_id: what identifies an event decides what is a\
                         duplicate""");
        assertThat(source("stream: {topic: t}\nevent_id: id\nallowed_lateness: 1 hour\ndelay: 1 minute\n"))
                .isEqualTo("s.yaml:8:8: delay of source s must be 0, because the source has a stream");
        assertThat(source("stream: {topic: a b, format: xml, keyed: 1}\nevent_id: id\nallowed_lateness: 1 hour\n"))
                .isEqualTo("""
                        s.yaml:5:17: a topic has letters, digits, dots, underscores and hyphens, not a b
                        s.yaml:5:30: format of stream of source s must be one of json, avro, not xml
                        s.yaml:5:42: keyed of stream of source s must be true or false, not 1""");
    }

    @Test
    void whatBothLanesNeed() {
        String both = BATCH + "stream: {topic: t}\nallowed_lateness: 1 hour\n";
        assertThat(source(both + "event_id: position\n")).isEqualTo("""
                        s.yaml:1:1: source s has both lanes and must write cutover: file rows count before it, stream rows from it on
                        s.yaml:8:11: event_id position is only for sources with one lane: a place in a file is not a place in a topic""");
        assertThat(source(both + "event_id: id\ncutover: yesterday\n"))
                .startsWith("s.yaml:9:10: cutover of source s is no instant: ");
        assertThat(source(BATCH + "cutover: 2026-01-01\n"))
                .isEqualTo("s.yaml:6:10: cutover is only for sources with both lanes; source s has one");
    }

    @Test
    void whenAHistoryBegins() {
        assertThat(source(BATCH + "history_from: 1 week ago\n"))
                .startsWith("s.yaml:6:15: history_from of source s is no instant: ");
        assertThat(
                        source(
                                BATCH
                                        + "stream: {topic: t}\nallowed_lateness: 1 hour\nevent_id: id\ncutover: 2026-01-01\nhistory_from: 2026-01-01\n"))
                .isEqualTo(
                        "s.yaml:10:15: history_from of source s must be before its cutover, 2026-01-01T00:00:00Z, not 2026-01-01T00:00:00Z");
    }

    @Test
    void columnsOfASource() {
        assertThat(source(BATCH + "event_id: [idd]\npii: [n, nn, n]\npartition_by: id\n"))
                .isEqualTo("""
                        s.yaml:6:12: source s has no column idd; did you mean id?
                        s.yaml:7:10: source s has no column nn; did you mean n?
                        s.yaml:7:14: pii of source s names n twice
                        s.yaml:8:15: partition_by of source s must be a list, for example [id]""");
    }

    @Test
    void theEventTimeIsATimestamp() {
        assertThat(new ProjectText()
                        .with("s.yaml", SOURCE.replace("event_time: at", "event_time: n") + BATCH)
                        .errors())
                .isEqualTo("s.yaml:4:13: event_time of source s must be a timestamp; column n is a int");
    }

    @Test
    void gates() {
        assertThat(source(BATCH + "gate: g\nexpectations: [{type: expect_column_to_exist}]\n"))
                .isEqualTo("""
                        s.yaml:6:7: unknown gate g; the project declares none
                        s.yaml:7:15: source s has both expectations and a gate; move the expectations into the gate""");
        assertThat(file("""
                gate: g
                expectations:
                  - {type: expect_column_values_to_not_be_nul, kwargs: {column: a}}
                  - {type: expect_column_to_exist, id: one, severity: hard}
                  - {type: expect_column_to_exist, id: one, rows: drop, kwarg: {}}
                  - {kwargs: [a]}
                policy: {quorum: 0, keep: 36 hours, remind: 120 %, on_expiry: approve, quorm: 1}
                """)).isEqualTo("""
                        x.yaml:3:12: unknown expectation expect_column_values_to_not_be_nul;\
                         did you mean expect_column_values_to_not_be_null?
                        x.yaml:4:55: severity of an item of expectations of gate g must be one of info, warning, error, fatal,\
                         not hard
                        x.yaml:5:40: two expectations of gate g have the id one
                        x.yaml:5:51: rows of an item of expectations of gate g must be one of keep, quarantine, fail, not drop
                        x.yaml:5:57: an item of expectations of gate g has no key kwarg; did you mean kwargs?
                        x.yaml:6:5: an item of expectations of gate g needs type
                        x.yaml:6:14: kwargs of an item of expectations of gate g must be a mapping
                        x.yaml:7:18: quorum of policy of gate g must be a whole number from 1 to 100, not 0
                        x.yaml:7:27: keep of policy of gate g must be whole days
                        x.yaml:7:45: remind of policy of gate g must be a share from 0 to 1 or a percentage, not 120 %
                        x.yaml:7:63: on_expiry of policy of gate g must be one of hold, reject, not approve
                        x.yaml:7:72: policy of gate g has no key quorm; did you mean quorum?""");
        assertThat(file("gate: g\nexpectations: []\npolicy: {quorum: 3, approvers: [a, b]}\n"))
                .isEqualTo("x.yaml:3:18: quorum of policy of gate g is 3, but there are only 2 approvers");
        assertThat(file("gate: g\nexpectations: []\npolicy: {quorum: 2}\n"))
                .isEqualTo("x.yaml:3:18: quorum of policy of gate g is 2, but there are only 1 approvers");
    }

    @Test
    void columnsOfExpectations() {
        assertThat(new ProjectText()
                        .with("s.yaml", SOURCE + BATCH + "gate: g\n")
                        .with("g.yaml", """
                                gate: g
                                expectations:
                                  - {type: expect_column_values_to_be_unique, kwargs: {column: idd}}
                                  - {type: expect_compound_columns_to_be_unique, kwargs: {column_list: [id, m]}}
                                  - {type: expect_column_to_exist, kwargs: {column: other}}
                                """)
                        .errors())
                .isEqualTo("""
                        g.yaml:3:55: source s has no column idd; did you mean id?
                        g.yaml:4:58: source s has no column m; did you mean n?""");
    }

    @Test
    void aFlowIsJudgedOnlyWhereThereIsAStream() {
        String flows = """
                gate: %s
                expectations:
                  - {type: expect_column_to_exist, kwargs: {column: day}}
                  - {type: expect_stream_row_count_to_be_between, kwargs: {min_value: 5, every: 10 minutes}}
                """;
        assertThat(new ProjectText()
                        .with("s.yaml", SOURCE + BATCH + "gate: g\n")
                        .with("g.yaml", flows.formatted("g"))
                        .with("f.yaml", "feature: f\nentity: user_id\nwindow: 7 days\n")
                        .with("v.yaml", "view: v\nentity: user_id\nfeatures: [f]\ngate: h\n")
                        .with("h.yaml", flows.formatted("h"))
                        .errors())
                .isEqualTo("""
                        g.yaml:4:12: expect_stream_row_count_to_be_between is about the flow of a stream, and source s\
                         has none: it would never fail; take it out, or put it into the gate of a source with a stream
                        h.yaml:4:12: expect_stream_row_count_to_be_between is about the flow of a stream, and view v\
                         has none: it would never fail; take it out, or put it into the gate of a source with a stream""");
    }

    @Test
    void views() {
        ProjectText text = new ProjectText()
                .with("f.yaml", "feature: f\nentity: user_id\nwindow: 7 days\n")
                .with("carry.yaml", "feature: carry\nentity: user_id\nwindow: 7 days\n")
                .with("o.yaml", "entity: other\n");
        assertThat(text.with("v.yaml", "view: v\nentity: other\nfeatures: [f, f, ff]\ngate: g\n")
                        .errors())
                .isEqualTo("""
                        v.yaml:3:12: feature f is about entity user_id, but view v is about other
                        v.yaml:3:15: view v names feature f twice
                        v.yaml:3:18: unknown feature ff; did you mean f?
                        v.yaml:4:7: unknown gate g; the project declares none""");
        assertThat(text.with("v.yaml", "view: v\nentity: user_id\nfeatures: [carry]\nonline: {ttl: 0 s}\n")
                        .errors())
                .isEqualTo("""
                        v.yaml:3:12: view v cannot have a feature called carry, the name of one of its own columns
                        v.yaml:4:15: ttl of online of view v must be longer than zero""");
        assertThat(text.with("v.yaml", "view: v\nentity: user_id\nfeatures: []\naccess: {reader: [a]}\n")
                        .errors())
                .isEqualTo("""
                        v.yaml:3:11: view v needs at least one feature
                        v.yaml:4:10: access of view v has no key reader; did you mean readers?""");
        assertThat(text.with("v.yaml", "view: v\n").errors()).isEqualTo("""
                        v.yaml:1:1: view v needs entity
                        v.yaml:1:1: view v needs features""");
    }

    @Test
    void aStreamWhoseViewsUseSeveralEntities() {
        assertThat(new ProjectText()
                        .with("f.yaml", "feature: f\nentity: user_id\nwindow: 7 days\n")
                        .with("g.yaml", "feature: g\nentity: session\nwindow: 7 days\n")
                        .with("session.yaml", "entity: session\nkeys: {session: bigint}\n")
                        .with("v.yaml", "view: v\nentity: user_id\nfeatures: [f]\n")
                        .with("w.yaml", "view: w\nentity: session\nfeatures: [g]\n")
                        .errors())
                .isEqualTo("clicks.yaml:13:9: source clicks needs partition_by, because its views use several entities:"
                        + " user_id, session");
    }

    @Test
    void patchesAndFixers() {
        assertThat(file("patch: p\nsource: clik\n")).isEqualTo("""
                        x.yaml:1:1: patch p needs reviewed_by
                        x.yaml:1:1: patch p needs sql
                        x.yaml:2:9: unknown source clik; did you mean clicks?""");
        assertThat(file("fixer: f\nclass: 7\n")).isEqualTo("x.yaml:2:8: class of fixer f is no Java class name: 7");
        assertThat(file("patch: p\nsource: clicks\nsql: select is_bot as is_bot from rows\nreviewed_by: []\n"))
                .isEqualTo("x.yaml:4:14: reviewed_by of patch p names nobody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from rows | 7 | a patch is written as SELECT <expression> AS <column>, … FROM rows",
                "select is_bot as is_bot | 7 | a patch is written as SELECT <expression> AS <column>, … FROM rows",
                "select * from rows | 14 | a patch is written as SELECT <expression> AS <column>, … FROM rows;"
                        + " columns that it does not name stay as they are",
                "select is_bot as is_bot from rows where is_bot | 36 | a patch is written as SELECT <expression> AS"
                        + " <column>, … FROM rows and nothing more: it reads the staged rows, and as many rows come out as go in",
                "select is_bot as is_bot, is_bot as is_bot from rows | 42 | column is_bot is written twice",
                "select is_bot as is_bott from rows | 24 | source clicks has no column is_bott; did you mean is_bot?",
                "select event_type as is_bot from rows | 14 | column is_bot is boolean, but this gives string: write"
                        + " CAST(… AS boolean)",
                "select is_bot = is_bug as is_bot from rows | 23 | there is no column is_bug",
                "select 'is_bot as is_bot from rows | 14 | a quotation does not end",
                "select is_bot /* why */ as is_bot from rows | 21 | a patch has no comments inside its sql; it has a description",
                "select is_bot as is bot from rows | 24 | a patch is written as SELECT <expression> AS <column>, …"
                        + " FROM rows; a column's name comes after AS, not is bot"
            })
    void patchesThatAreMoreThanColumns(String sql, int column, String sentence) {
        assertThat(file("patch: p\nreviewed_by: ann\nsource: clicks\nsql: \"" + sql + "\"\n"))
                .isEqualTo("x.yaml:4:" + column + ": " + sentence);
    }
}
