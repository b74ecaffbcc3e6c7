package io.sluice.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.registry.form.CanonicalForms;
import org.junit.jupiter.api.Test;

final class BatchOptionsTest {
    private static final String JDBC = "  jdbc: jdbc:postgresql://db:5432/shop\n  partition: day\n";
    private static final String API = "  api: https://host/v1/orders\n  partition: none\n";

    @Test
    void readsADatabaseAndAnExport() {
        Source.Batch jdbc = batch(JDBC + "  options: {table: orders, user: me, password_secret: shop_db, slice_by: id,"
                + " slices: 4, predicate: \"at >= '{from}' AND at < '{to}'\"}\n");
        assertThat(jdbc.reader()).isEqualTo("jdbc");
        assertThat(jdbc.options()).containsEntry("slices", "4").containsEntry("password_secret", "shop_db");
        Source.Batch api = batch(API + "  options: {items: data.orders, paging: cursor, next: meta.next, size_param: n,"
                + " size: 100, token_secret: shop_api, timeout: 5 s}\n");
        assertThat(api.reader()).isEqualTo("api");
        assertThat(api.options()).containsEntry("items", "data.orders");
    }

    @Test
    void refusesOptionsThatTheReaderDoesNotHave() {
        assertThat(errors("  {format: csv, path: x, partition: day, options: {headr: true, header: maybe}}\n"))
                .isEqualTo("""
                        s.yaml:6:52: options of batch of source s has no key headr; did you mean header?
                        s.yaml:6:73: header of options of batch of source s must be true or false, not maybe""");
        assertThat(errors("  {format: orc, path: x, partition: day, options: {header: true}}\n"))
                .isEqualTo("s.yaml:6:52: options of batch of source s has no key header; valid are manifest");
        assertThat(errors(JDBC + "  options: {table: t, paging: page}\n")).contains("has no key paging");
    }

    @Test
    void refusesSecretsInDefinitionsAndDoesNotRepeatThem() {
        String literal = errors(JDBC + "  options: {table: t, user: me, password: hunter2}\n");
        assertThat(literal)
                .isEqualTo(
                        "s.yaml:8:43: password of options of batch of source s is a secret and does not belong into a"
                                + " definition; write password_secret: <name> and give the workers the secret of that name");
        assertThat(errors("  jdbc: jdbc:postgresql://db/shop?user=me&password=hunter2\n  partition: day\n"
                        + "  options: {table: t}\n"))
                .isEqualTo("s.yaml:6:9: jdbc of batch of source s holds who may read it;"
                        + " write options user and password_secret instead");
        assertThat(errors(API.replace("//host", "//me:hunter2@host"))).contains("write options token_secret instead");
        assertThat(errors(JDBC + "  options: {table: t, password_secret: hunter2!}\n"))
                .contains("must be the name of a secret")
                .doesNotContain("hunter2");
    }

    @Test
    void refusesOptionsThatDoNotGoTogether() {
        assertThat(errors(JDBC)).contains("reads a database and needs options with table or query");
        assertThat(errors(JDBC + "  options: {user: me}\n")).contains("needs exactly one of table and query");
        assertThat(errors(JDBC + "  options: {table: t, slices: 4}\n")).contains("needs slice_by and slices together");
        assertThat(errors(JDBC + "  options: {table: t, slice_by: idd, slices: 0}\n"))
                .contains(
                        "slice_by of options of batch of source s names no column of the schema: idd; did you mean id?")
                .contains("slices of options of batch of source s must be a whole number of at least 1, not 0");
        assertThat(errors(JDBC.replace("day", "none") + "  options: {table: t, predicate: \"at >= '{from}'\"}\n"))
                .contains("predicate names {from} or {to}, but partition is none");
        assertThat(errors(API + "  options: {paging: cursor}\n")).contains("pages by cursor and needs next");
        assertThat(errors(API + "  options: {paging: pages}\n")).contains("not pages; did you mean page?");
        assertThat(errors(API + "  options: {next: a.b}\n"))
                .contains("next of options of batch of source s is for paging cursor or link; this is none");
        assertThat(errors(API + "  options: {token_prefix: x}\n")).contains("there is none without token_secret");
        assertThat(errors(JDBC + "  options: {table: t}\nevent_id: position\n"))
                .isEqualTo(
                        "s.yaml:9:11: event_id position is only for files and topics: a row of source s is at another"
                                + " place each time");
        assertThat(errors("  {format: csv, path: x, partition: day, options: {encoding: UTF-16}}\n"))
                .contains("encoding UTF-16 needs multiLine: true");
        String manifest = "  {format: orc, path: x, partition: day, options: {manifest: _files.json}}\n";
        assertThat(errors(manifest)).startsWith("s.yaml:6:62: manifest announces whole files, but path holds those");
        assertThat(batch(manifest.replace("path: x", "path: \"x/{partition}\"")).options())
                .containsEntry("manifest", "_files.json");
    }

    @Test
    void howRowsAreFetchedMakesNoVersionAndWhichRowsDoes() {
        String slow = JDBC + "  options: {table: t, user: me, fetch_size: 10}\n";
        assertThat(meaning(slow)).isEqualTo(meaning(slow.replace("10}", "500, slice_by: id, slices: 8}")));
        assertThat(meaning(slow)).isNotEqualTo(meaning(slow.replace("table: t", "table: u")));
    }

    private static Object meaning(String batch) {
        return CanonicalForms.of(text(batch).parse(), "source", "s");
    }

    private static Source.Batch batch(String batch) {
        Project project = text(batch).parse();
        return java.util.Objects.requireNonNull(
                project.source("s").orElseThrow().batch());
    }

    private static String errors(String batch) {
        return text(batch).errors();
    }

    private static ProjectText text(String batch) {
        return new ProjectText().with("s.yaml", """
                source: s
                kind: events
                schema: {id: bigint, at: timestamp}
                event_time: at
                batch:
                """ + batch);
    }
}
