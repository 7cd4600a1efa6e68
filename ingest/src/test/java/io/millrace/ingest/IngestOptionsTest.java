package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.streams.LoanApplications;
import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class IngestOptionsTest {
    @Test
    void shouldOpenTheBuiltInStreamThatIsNamed() {
        assertThat(options("--generator", "loans", "--records", "10")
                        .source(LoanApplications.definition())
                        .name())
                .isEqualTo("loan-applications-records10-seed42-delay500-dirty0.05");
    }

    @Test
    void shouldAskForExactlyOneSource() {
        for (IngestOptions options : List.of(options(), options("--file", "a.csv", "--generator", "loans"))) {
            assertThatThrownBy(() -> options.source(LoanApplications.definition()))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining("either --file or --generator");
        }
    }

    @Test
    void shouldRefuseAPlanThatCannotBe() {
        assertThatThrownBy(() ->
                        options("--generator", "loans", "--dirty-share", "2").source(LoanApplications.definition()))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("dirtyShare must be between 0 and 0.5");
    }

    @Test
    void shouldBeDocumentedInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        new CommandLine(new IngestOptions())
                .getCommandSpec()
                .options()
                .forEach(option -> assertThat(readme).contains("`" + option.longestName() + " " + option.paramLabel()));
    }

    private static IngestOptions options(String... args) {
        IngestOptions options = new IngestOptions();
        new CommandLine(options).parseArgs(args);
        return options;
    }
}
