package io.sluice.activities.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectFolderTest {
    @TempDir
    private Path folder;

    @Test
    void readsYamlFilesByPath() throws IOException {
        write("project.yaml", "project: p\n");
        write("views/b.yml", "view: b\n");
        write("entities/a.yaml", "entity: a\n");
        write("README.md", "not a definition");
        write(".git/hidden.yaml", "not read");

        assertThat(ProjectFolder.read(folder))
                .extracting(DefinitionFile::path)
                .containsExactly("entities/a.yaml", "project.yaml", "views/b.yml");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> ProjectFolder.read(folder.resolve("nowhere")))
                .hasMessage("The project folder " + folder.resolve("nowhere") + " does not exist");
        assertThatThrownBy(() -> ProjectFolder.read(folder))
                .hasMessage("The folder " + folder
                        + " is no project: it has no project.yaml; write one with project: <name>");
        write("project.yaml", "project: p\n");
        assertThatThrownBy(() -> ProjectFolder.read(folder.resolve("project.yaml")))
                .hasMessage("The project folder " + folder.resolve("project.yaml")
                        + " is a file; name the folder that holds project.yaml");
    }

    @Test
    void aFileThatIsNoTextOrTooLargeIsAnErrorAmongTheOthers() throws IOException {
        write("project.yaml", "project: p\nownr: me\n");
        Files.write(
                folder.resolve("bad.yaml"),
                new byte[] {'e', 'n', 't', 'i', 't', 'y', ':', ' ', 'a', '\n', '#', (byte) 0xff});
        write("large.yaml", "entity: b\n" + "# \u20ac".repeat(500_000));

        assertThatThrownBy(() -> ProjectParser.parse(ProjectFolder.read(folder), new CatalystExpressionCompiler()))
                .hasMessageContaining("bad.yaml:2:2: the file is not UTF-8")
                .hasMessageContaining("large.yaml:1:1: the file has more than 1000000 characters")
                .hasMessageContaining("project.yaml:2:1: project p has no key ownr");
    }

    @Test
    void theDemoIsAValidProject() {
        Project project = ProjectParser.parse(
                ProjectFolder.read(Path.of("../infra/demo/online-retail")), new CatalystExpressionCompiler());

        ViewPlan plan = ViewPlans.compile(
                project, project.view("customer_activity").orElseThrow(), new CatalystExpressionCompiler());

        assertThat(plan.features())
                .extracting(ViewPlan.FeaturePlan::type)
                .containsExactly(DataType.STRING, DataType.BIGINT, DataType.DOUBLE);
        assertThat(plan.sources().get(0).inputs())
                .extracting(ViewPlan.Input::value)
                .containsExactly("Country", "InvoiceNo", "Quantity * UnitPrice");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
