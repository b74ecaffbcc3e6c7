package io.sluice.definitions.project;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.reading.ProjectParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/** A small valid project to which a test adds what it is about. */
final class ProjectText {
    private final List<DefinitionFile> files = new ArrayList<>();

    ProjectText() {
        with("project.yaml", """
                project: shop
                defaults: {source: clicks, owner: platform}
                approvers: [ann]
                timezone: UTC
                """);
        with("clicks.yaml", """
                source: clicks
                kind: events
                schema:
                  user_id: string
                  session: bigint
                  event_time: timestamp
                  event_type: string
                  is_bot: boolean
                  amount: double
                  when: date
                event_time: event_time
                event_id: content
                stream: {topic: clicks}
                allowed_lateness: 10 minutes
                """);
    }

    ProjectText with(String path, String text) {
        without(path);
        files.add(new DefinitionFile(path, text));
        return this;
    }

    String text(String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow()
                .text();
    }

    ProjectText without(String path) {
        files.removeIf(file -> file.path().equals(path));
        return this;
    }

    ProjectText reversed() {
        ProjectText reversed = new ProjectText();
        reversed.files.clear();
        reversed.files.addAll(files);
        Collections.reverse(reversed.files);
        return reversed;
    }

    Project parse() {
        return ProjectParser.parse(files, new WordCompiler());
    }

    /** Every finding, one a line. */
    String errors() {
        String errors = errorsOrNone();
        Assertions.assertThat(errors).as("the project is valid").isNotEmpty();
        return errors;
    }

    /** Every finding, one a line; empty for a valid project. */
    String errorsOrNone() {
        try {
            parse();
        } catch (InvalidProjectException invalid) {
            return invalid.findings().stream().map(Finding::toString).collect(Collectors.joining("\n"));
        }
        return "";
    }
}
