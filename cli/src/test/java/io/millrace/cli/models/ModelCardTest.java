package io.millrace.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.ClassCurve;
import io.millrace.schemas.CurvePoint;
import io.millrace.schemas.GateOutcome;
import io.millrace.schemas.GateResult;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.OffsetRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCardTest {
    private static final Map<String, Double> METRICS =
            Map.of("accuracy", 0.9, "importance.age", 0.02, "importance.a|b", 0.3);
    private static final Map<String, Double> BY_CLASS = Map.of(
            "precision.no",
            0.5,
            "recall.no",
            1.0,
            "f1.no",
            2 / 3.0,
            "confusion.no.no",
            7.0,
            "confusion.no.yes",
            0.0,
            "recall.yes",
            0.25,
            "confusion.yes.no",
            3.0,
            "confusion.yes.yes",
            1.0);

    private final ModelCard card = new ModelCard(version(), "loans");

    @Test
    void shouldTellPeopleWhatThereIsToKnow() {
        assertThat(card.markdown())
                .startsWith("# Model 7 of pipeline loans\n\nCHAMPION: better\n")
                .contains(
                        "| offsets of partition 2 | 10 to 90 |",
                        "| accuracy | 0.9000 |",
                        "| seed | 42 |",
                        "| trees | 80 |")
                .contains("| no | 7 | 0 | 0.5000 | 1 | 0.6667 |", "| yes | 3 | 1 | - | 0.2500 | - |")
                .contains("| a\\|b | 0.3000 |\n| age | 0.0200 |")
                .contains("| outcome | BETTER |");
    }

    @Test
    void shouldTellProgramsTheSame() {
        JsonNode json = card.json();

        assertThat(json.at("/model/version").asLong()).isEqualTo(7);
        assertThat(json.at("/classes/yes/takenFor/no").asDouble()).isEqualTo(3);
        assertThat(json.at("/importance").fieldNames()).toIterable().containsExactly("a|b", "age");
        assertThat(json.at("/gate/champion").asLong()).isEqualTo(6);
    }

    @Test
    void shouldShowEveryPointOfTheCurvesToProgramsAndSomeToPeople() {
        JsonNode points = card.json().at("/curves/yes");

        assertThat(points).hasSize(50);
        assertThat(points.get(0).has("threshold")).isFalse();
        assertThat(points.get(49).get("recall").asDouble()).isEqualTo(1);
        assertThat(card.markdown())
                .contains(
                        "| yes from | recall | false positive rate | precision |\n|---|---|---|---|\n| none | 0 | 0 | 1 |")
                .contains("| 0.0200 | 1 | 1 | 0.5000 |");
        assertThat(card.markdown().lines().filter(line -> line.endsWith("| 0.5000 |") && line.contains("| 0.")))
                .hasSize(10);
    }

    private static List<ClassCurve> curves() {
        List<CurvePoint> points = new ArrayList<>();
        points.add(new CurvePoint(Double.POSITIVE_INFINITY, 0.0, 0.0, 1.0));
        for (int i = 1; i < 50; i++) {
            points.add(new CurvePoint(1 - i / 50.0, i / 49.0, i / 49.0, 0.5));
        }
        return List.of(new ClassCurve("yes", points));
    }

    private static ModelVersion version() {
        Map<String, Double> metrics = new HashMap<>(METRICS);
        metrics.putAll(BY_CLASS);
        return ModelVersion.newBuilder()
                .setVersion(7)
                .setStatus(ModelStatus.CHAMPION)
                .setStatusReason("better")
                .setFamily("xgboost")
                .setEncoderFingerprint("e1")
                .setClasses(List.of("no", "yes"))
                .setFeatures(2)
                .setSha256("ab")
                .setSizeBytes(10)
                .setChunks(1)
                .setCreatedAt(Instant.EPOCH)
                .setProbes(List.of())
                .setMetrics(metrics)
                .setPredictionShare(Map.of())
                .setLineage(Lineage.newBuilder()
                        .setRequest("r")
                        .setCause("DRIFT")
                        .setRanges(List.of(new OffsetRange(2, 10L, 90L)))
                        .setExamples(80)
                        .setSeed(42)
                        .setParameters(Map.of("trees", "80"))
                        .setCode("1")
                        .setDevice("cpu")
                        .setLibraries(Map.of())
                        .setDurationMillis(5L)
                        .build())
                .setCurves(curves())
                .setGate(new GateResult(GateOutcome.BETTER, 6L, 80, -0.2, -0.1, 0.95))
                .build();
    }
}
