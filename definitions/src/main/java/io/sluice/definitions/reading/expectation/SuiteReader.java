package io.sluice.definitions.reading.expectation;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Findings;
import io.sluice.definitions.yaml.Place;
import io.sluice.definitions.yaml.Text;
import io.sluice.definitions.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads suites of expectations: those that Great Expectations exports, in the shape of its 1.x ({@code name},
 * {@code type}) and the older one ({@code expectation_suite_name}, {@code expectation_type}), and gates. JSON is read as
 * the YAML that it is, so that every error has its place.
 */
public final class SuiteReader {
    /** What Great Expectations writes beside name and expectations, for its own use. */
    private static final List<String> THEIRS = List.of(
            "id", "meta", "notes", "data_asset_type", "ge_cloud_id", "suite_parameters", "evaluation_parameters");

    /** An expectation and where it is written. */
    public record Placed(Expectation expectation, Place place) {}

    private SuiteReader() {}

    /**
     * Reads one file, whatever project it belongs to: a suite, or a gate of which only the expectations count.
     *
     * @throws InvalidProjectException with every error of the file; a retry does not help
     */
    public static List<Placed> read(DefinitionFile file) {
        Findings findings = new Findings();
        List<Placed> placed = new ArrayList<>();
        open(file, findings).ifPresent(fields -> {
            fields.called("the suite").need("expectations");
            List<Fields> items = fields.mappings("expectations");
            List<Expectation> expectations = ExpectationReader.of(items, fields, findings);
            if (isSuite(file)) {
                finish(fields);
            }
            for (int i = 0; i < items.size(); i++) {
                placed.add(new Placed(expectations.get(i), items.get(i).place()));
            }
        });
        if (findings.count() > 0) {
            throw new InvalidProjectException(findings.sorted());
        }
        return placed;
    }

    /** Whether a file is a suite by its name. */
    public static boolean isSuite(DefinitionFile file) {
        return file.path().endsWith(".json");
    }

    /** The top of a suite; empty when it cannot be read, then the reason is among the findings. */
    public static Optional<Fields> open(DefinitionFile file, Findings findings) {
        if (isSuite(file) && !file.text().stripLeading().startsWith("{")) {
            findings.add(new Place(file.path(), 1, 1), "this is not JSON: a suite is an object and begins with {");
            return Optional.empty();
        }
        return YamlFile.read(file, findings);
    }

    /** The name of a suite. */
    public static Optional<Text> name(Fields fields) {
        return fields.has("expectation_suite_name") ? fields.text("expectation_suite_name") : fields.required("name");
    }

    /** Reports keys that no suite has. */
    public static void finish(Fields fields) {
        fields.has("name");
        fields.has("expectation_suite_name");
        fields.has("expectations");
        THEIRS.forEach(fields::has);
        fields.finish();
    }
}
