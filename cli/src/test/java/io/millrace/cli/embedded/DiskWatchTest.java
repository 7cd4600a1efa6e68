package io.millrace.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {
    @TempDir
    private Path directory;

    @Test
    void shouldSayHowMuchIsLeftAndHowMuchIsNeeded() {
        assertThat(DiskWatch.shortage(directory, Long.MAX_VALUE))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("the disk under " + directory + " is full")
                        .contains("MiB are left")
                        .contains("MiB are needed")
                        .contains("free some"));
        assertThat(DiskWatch.shortage(directory, 0)).isEmpty();
    }

    @Test
    void shouldTellOfADirectoryThatIsGone() {
        CompletableFuture<String> told = new CompletableFuture<>();

        try (DiskWatch watch = DiskWatch.start(directory.resolve("gone"), told::complete)) {
            assertThat(told.join()).contains("cannot be reached any more");
        }
    }
}
