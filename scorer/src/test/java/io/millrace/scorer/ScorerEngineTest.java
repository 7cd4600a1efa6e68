package io.millrace.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScorerEngineTest {
    /** A process whose class path is long, as it is where a launcher spells it out. */
    @Test
    void shouldLoadUnderALongCommandLine() throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dpadding=" + "x".repeat(60_000),
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator,
                        Loading.class.getName())
                .redirectErrorStream(true);
        java.environment().remove("ORT_DISABLE_TELEMETRY");
        Process process = java.start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).endsWith("loaded");
    }

    /** The process. */
    static final class Loading {
        public static void main(String[] args) {
            ScorerEngine.load();
            ScorerEngine.load();
            System.out.print("loaded");
        }
    }
}
