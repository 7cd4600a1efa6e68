package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The whole story: dirty records in, predictions out, a concept change found, a new model in its place. */
@Isolated // how soon a model comes depends on the machine
class LoopIT {
    @TempDir
    private Path directory;

    @Test
    void shouldCleanPredictNoticeTheChangeAndReplaceTheModel() throws Exception {
        try (MillraceProcess demo = MillraceProcess.start(
                directory.resolve("demo.log"),
                directory,
                "demo",
                "--plain",
                "--records=50000",
                "--rate=500",
                "--json=out.json")) {
            assertThat(demo.endsWithin(300_000)).as(demo.said()).isTrue();
            assertThat(demo.exitCode()).as(demo.said()).isZero();
        }
        JsonNode report =
                new ObjectMapper().readTree(directory.resolve("out.json").toFile());
        assertThat(report.get("conceptChanges")).hasSize(1);
        assertThat(report.get("episodes")).hasSize(1);
        assertThat(report.get("champions").size()).isGreaterThanOrEqualTo(2);
        assertThat(report.get("quarantined")).isNotEmpty();
        assertThat(report.get("recordsIn").asLong())
                .isEqualTo(report.get("featureVectors").asLong() + sum(report.get("quarantined")));
        assertThat(report.get("predictions").get("champion").asLong())
                .isEqualTo(report.get("featureVectors").asLong());
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }
}
