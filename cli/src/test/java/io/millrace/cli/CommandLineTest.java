package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    private static final String DEFINITION = """
            name: colors
            task: binary-classification
            label:
              column: answer
              classes: [no, yes]
            columns:
              - {name: x, type: numeric}
            """;

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldDescribeEveryCommandAndEveryOption() {
        Deque<CommandLine> commands = new ArrayDeque<>(java.util.List.of(Millrace.commandLine()));
        while (!commands.isEmpty()) {
            CommandLine command = commands.pop();
            commands.addAll(command.getSubcommands().values());
            var spec = command.getCommandSpec();
            assertThat(spec.usageMessage().header()).as(spec.qualifiedName()).isNotEmpty();
            spec.options()
                    .forEach(option -> assertThat(option.description())
                            .as(spec.qualifiedName() + " " + option.longestName())
                            .isNotEmpty());
            spec.positionalParameters()
                    .forEach(parameter -> assertThat(parameter.description())
                            .as(spec.qualifiedName() + " " + parameter.paramLabel())
                            .isNotEmpty());
        }
    }

    @Test
    void shouldSayInALineOrTwoWhatIsWrongWithACommandLine() {
        assertThat(execute("pipelines", "init", "data.csv")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "millrace: Missing required option: '--label=COLUMN'", "See: millrace pipelines init --help");
        err.getBuffer().setLength(0);
        assertThat(execute("audits")).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSizeBetween(2, 3)
                .first()
                .isEqualTo("millrace: Unmatched argument at index 0: 'audits'");
        assertThat(err.toString()).contains("Did you mean: ", "millrace audit");
        err.getBuffer().setLength(0);
        assertThat(execute("alerts")).isEqualTo(2);
        says("Missing required subcommand: list, ack, mute or unmute");
    }

    @Test
    void shouldNameTheMissingFile() {
        fails("pipelines", "check", path("nowhere.yaml"));
        says("nowhere.yaml: no such file");
    }

    @Test
    void shouldNameFileLineAndFieldOfAnImpossibleDefinition() throws IOException {
        write("p.yaml", DEFINITION.replace("type: numeric", "type: number"));
        fails("up", "-p", path("p.yaml"));
        says("p.yaml:7: columns[0].type: 'number' is not one of numeric");
    }

    @Test
    void shouldSayWhereYamlIsMalformed() throws IOException {
        write("p.yaml", "name: [colors\n");
        fails("pipelines", "check", path("p.yaml"));
        says("p.yaml:2: is not valid YAML");
    }

    @Test
    void shouldListTheColumnsWhenTheLabelIsNotAmongThem() throws IOException {
        write("data.csv", "x,y\n0.5,a\n0.1,b\n0.7,a\n");
        fails("pipelines", "init", path("data.csv"), "--label", "z", "-o", path("p.yaml"));
        says("data.csv: ");
        says("x, y");
    }

    @Test
    void shouldInferTheSameFromArffAsFromCsv() throws IOException {
        String rows = "0.5,a\n0.1,b\n0.7,a\n".repeat(40);
        write("data.csv", "x,y\n" + rows);
        write("data.arff", "@relation r\n@attribute x numeric\n@attribute y {a,b}\n@data\n" + rows);
        for (String file : List.of("data.csv", "data.arff")) {
            assertThat(execute("pipelines", "init", path(file), "--label", "y", "-o", path(file + ".yaml")))
                    .isZero();
        }
        assertThat(directory.resolve("data.arff.yaml")).hasSameTextualContentAs(directory.resolve("data.csv.yaml"));
    }

    @Test
    void shouldNotOverwriteADefinitionUnasked() throws IOException {
        write("data.csv", "x,y\n0.5,a\n0.1,b\n0.7,a\n");
        write("p.yaml", "mine");
        fails("pipelines", "init", path("data.csv"), "--label", "y", "-o", path("p.yaml"));
        says("p.yaml exists");
        assertThat(directory.resolve("p.yaml")).hasContent("mine");
    }

    @Test
    void shouldSayThatNoBrokerAnswers() throws IOException {
        write("p.yaml", DEFINITION);
        fails(
                "tail",
                "predictions",
                "-p",
                path("p.yaml"),
                "--bootstrap-servers",
                "localhost:1",
                "--schema-registry",
                "http://localhost:1");
        says("no Kafka broker answers at localhost:1");
    }

    @Test
    void shouldSayThatNothingWasStartedYet() throws IOException {
        write("p.yaml", DEFINITION);
        fails("tail", "predictions", "-p", path("p.yaml"), "--data-dir", path("data"));
        says("millrace up -p");
    }

    @Test
    void shouldRefuseHalfAnAddress() throws IOException {
        write("p.yaml", DEFINITION);
        fails("tail", "predictions", "-p", path("p.yaml"), "--bootstrap-servers", "localhost:1");
        says("--schema-registry is missing");
    }

    @Test
    void shouldPrintTheRightsOfEveryRoleForAShellAndAsJson() throws IOException {
        write("p.yaml", DEFINITION);
        String commands = printed("acls", "-p", path("p.yaml"), "--principals", "User:svc-{role}");
        assertThat(commands)
                .contains(
                        "$KAFKA_ACLS --add --allow-principal 'User:svc-scorer' --operation Read --topic 'colors.features'")
                .contains("--operation Write --transactional-id 'colors.scorer-' --resource-pattern-type prefixed")
                .contains("--operation DescribeConfigs");
        assertThat(printed("acls", "-p", path("p.yaml"), "--json")).contains("\"principal\" : \"User:colors-trainer\"");
        assertThat(execute("acls", "-p", path("p.yaml"), "--principals", "User:'; rm -rf /"))
                .isEqualTo(2);
    }

    @Test
    void shouldExitWithTwoForAWrongCommandLine() {
        assertThat(execute("demo", "--recods", "5")).isEqualTo(2);
        assertThat(execute("demo", "--dirty-share", "0.9")).isEqualTo(2);
        assertThat(execute("audit", "-p", "p.yaml", "--wait", "soon")).isEqualTo(2);
        assertThat(execute("alerts")).isEqualTo(2);
        assertThat(execute("alerts", "mute", "drift-1", "-p", "p.yaml")).isEqualTo(2);
        assertThat(execute("alerts", "mute", "drift-1", "-p", "p.yaml", "--for", "0s"))
                .isEqualTo(2);
    }

    private void fails(String... arguments) {
        assertThat(execute(arguments)).as(err.toString()).isEqualTo(1);
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("unexpected");
    }

    private int execute(String... arguments) {
        return Millrace.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private String printed(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(execute(arguments)).as(err.toString()).isZero();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void says(String text) {
        assertThat(err.toString()).contains(text);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
