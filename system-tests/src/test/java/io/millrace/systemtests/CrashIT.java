package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashIT {
    private static final int KILLS = 10;

    @TempDir
    private Path directory;

    @Test
    void shouldLoseNothingAndRepeatNothingWhenKilledAtTenRandomMoments() throws Exception {
        Random random = new Random();
        for (int i = 0; i < KILLS; i++) {
            try (MillraceProcess demo = demo()) {
                demo.endsWithin(500 + random.nextInt(13_500));
            }
        }
        try (MillraceProcess demo = demo()) {
            assertThat(demo.endsWithin(180_000)).as(demo.said()).isTrue();
            assertThat(demo.exitCode()).as(demo.said()).isZero();
        }
        JsonNode report =
                new ObjectMapper().readTree(directory.resolve("out.json").toFile());
        assertThat(report.get("recordsIn").asInt()).isEqualTo(12_000);
        assertThat(report.get("predictions").get("missing").asInt()).isZero();
        assertThat(report.get("predictions").get("duplicated").asInt()).isZero();
        assertThat(report.get("failures")).isEmpty();
    }

    private MillraceProcess demo() throws IOException {
        return MillraceProcess.start(
                directory.resolve("demo.log"),
                directory,
                "demo",
                "--plain",
                "--records=12000",
                "--rate=500",
                "--data-dir=data",
                "--json=out.json");
    }
}
