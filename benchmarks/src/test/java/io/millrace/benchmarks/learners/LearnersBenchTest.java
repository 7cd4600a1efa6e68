package io.millrace.benchmarks.learners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnersBenchTest {
    @Test
    void shouldMakeTheSameStreamAgain() {
        LabelledStream one = LabelledStream.made(100, 3);
        LabelledStream other = LabelledStream.made(100, 3);
        assertThat(one.labels()).isEqualTo(other.labels()).contains(0, 1);
        assertThat(one.vectors().get(99)).isEqualTo(other.vectors().get(99));
    }

    @Test
    void shouldMeasureEveryLearner() {
        LearnersResult result = new LearnersBench(LabelledStream.made(300, 3), 1).run(line -> {});
        JsonNode json = result.json();
        assertThat(json.at("/examples").asInt()).isEqualTo(300);
        assertThat(json.at("/learners").findValuesAsText("learner"))
                .contains("hoeffding-tree", "adaptive-forest", "portfolio");
        assertThat(json.at("/learners")).allSatisfy(row -> {
            assertThat(row.get("accuracy").asDouble()).isBetween(0.4, 1.0);
            assertThat(row.get("examplesPerCpuSecond").asDouble()).isPositive();
        });
        assertThat(result.table()).contains("portfolio");
    }

    @Test
    void shouldMeasureEveryRegressor() {
        LearnersResult result = new RegressorsBench(NumberStream.made(300, 3), 1).run(line -> {});
        JsonNode json = result.json();
        assertThat(json.at("/learners").findValuesAsText("learner"))
                .contains("regression-tree", "regression-forest", "regression-portfolio");
        assertThat(json.at("/learners")).allSatisfy(row -> {
            assertThat(row.get("mae").asDouble()).isBetween(1.0, 100.0);
            assertThat(row.get("examplesPerCpuSecond").asDouble()).isPositive();
        });
        assertThat(result.table()).contains("mae");
    }

    @Test
    void shouldReadNumbersOfAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, "x,y\n1.5,7\nnonsense,8\n2.5,9.5\n");
        NumberStream stream = NumberStream.of(PipelineReader.parse("""
                name: rows
                task: regression
                label: {column: y, mean: 8}
                columns:
                  - {name: x, type: numeric}
                """, "rows.yaml"), file);
        assertThat(stream.targets()).containsExactly(7.0, 9.5);
        assertThat(stream.vectors().get(1)).containsExactly(2.5f);
    }

    @Test
    void shouldReadAFileAsItsPipelineSays(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, "x,y\n1.5,no\nnonsense,yes\n2.5,yes\n");
        LabelledStream stream = LabelledStream.of(PipelineReader.parse("""
                name: rows
                task: binary-classification
                label: {column: y, classes: ["no", "yes"]}
                columns:
                  - {name: x, type: numeric}
                """, "rows.yaml"), file);
        assertThat(stream.labels()).isEqualTo(List.of(0, 1));
        assertThat(stream.vectors().get(1)).containsExactly(2.5f);
    }
}
