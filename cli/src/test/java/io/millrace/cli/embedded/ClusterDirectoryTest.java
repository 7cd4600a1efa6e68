package io.millrace.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDirectoryTest {
    @TempDir
    private Path temporary;

    @Test
    void shouldBeMadeWhereItIsMissing() {
        Path missing = temporary.resolve("not/yet");

        try (ClusterDirectory directory = ClusterDirectory.open(missing)) {
            assertThat(directory.path()).isDirectory();
        }
    }

    @Test
    void shouldRefuseASecondUserAndNameTheFirst() {
        try (ClusterDirectory first = ClusterDirectory.open(temporary)) {
            assertThatThrownBy(() -> ClusterDirectory.open(first.path()))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining(temporary.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data-dir");
        }
    }

    @Test
    void shouldBeFreeAgainAfterClose() {
        ClusterDirectory.open(temporary).close();

        ClusterDirectory.open(temporary).close();
    }

    @Test
    void shouldRememberPorts() {
        ChosenPorts ports = new ChosenPorts(9092, 9093, 8081);
        try (ClusterDirectory directory = ClusterDirectory.open(temporary)) {
            assertThat(directory.rememberedPorts()).isEmpty();
            directory.remember(ports);
        }
        try (ClusterDirectory directory = ClusterDirectory.open(temporary)) {
            assertThat(directory.rememberedPorts()).contains(ports);
        }
    }

    @Test
    void shouldSayThatItCannotBeMade() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> ClusterDirectory.open(file.resolve("below")))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("cannot make the data directory")
                .hasMessageContaining("--data-dir");
    }
}
