package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.ingest.mend.Mending;
import io.sluice.activities.project.ProjectFolder;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** The patch and the fixer of infra/docs/remediation.md mend rows of the demo's source. */
final class RemediationDocTest {
    private static final Pattern BLOCK = Pattern.compile("```(yaml|java)\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theExamplesMendWhatTheySay() throws IOException {
        Project project = project();
        Source source = project.source("online_retail").orElseThrow();
        FixerDefinition fixer = project.fixer("retail_dates").orElseThrow();
        Mending mending = Mending.NONE
                .with(project.patch("unit_price_typo").orElseThrow())
                .with(fixer.name(), Fixers.installed().find(fixer.className()).orElseThrow());

        Dataset<Row> mended = new TypedRows(source, "", mending).of(landed());

        assertThat(mended.selectExpr(
                                "CAST(InvoiceDate AS string)",
                                "UnitPrice",
                                "size(_unfit)",
                                "CAST(_event_time AS string)")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[2010-12-01 08:26:00,25.5,0,2010-12-01 08:26:00]]");
    }

    @Test
    void theFixerIsTheOneThatIsPrinted() throws IOException {
        String printed = blocks("java").get(0);
        assertThat(Files.readString(Path.of("src/main/java/io/sluice/activities/fixer/RetailDates.java")))
                .endsWith(printed);
    }

    private static Dataset<Row> landed() {
        SparkSession spark = TestingLake.shared().spark().session();
        return spark.sql("SELECT '536365' InvoiceNo, '85123A' StockCode, 'HOLDER' Description, 6.0D Quantity,"
                + " '01/12/2010 08:26' InvoiceDate, 2550.0D UnitPrice, 17850L CustomerID, 'United Kingdom' Country,"
                + " CAST(NULL AS string) _corrupt_record, 'f' _source_file, 0L _source_position, 'd' _delivery,"
                + " '2010-12-01' _partition_label");
    }

    private static Project project() throws IOException {
        List<DefinitionFile> files = new ArrayList<>(ProjectFolder.read(Path.of("../infra/demo/online-retail")));
        for (String block : blocks("yaml")) {
            files.add(new DefinitionFile("doc" + files.size() + ".yaml", block));
        }
        return ProjectParser.parse(files, new CatalystExpressionCompiler());
    }

    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(Files.readString(Path.of("../infra/docs/remediation.md")));
        while (found.find()) {
            if (found.group(1).equals(language)) {
                blocks.add(found.group(2));
            }
        }
        return blocks;
    }
}
