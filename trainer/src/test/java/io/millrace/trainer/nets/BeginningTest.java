package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.Device;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.candidates.TestVersions;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BeginningTest {
    private static final Problem PROBLEM = new Problem(Loans.LAYOUT, List.of("A", "B"), "e1");
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);

    private final TrainingWindow.Split split =
            new Loans(3, 0.05, 0.05).window(2_000, 5).split(0.2);
    private final byte[] champion =
            mlp("epochs: 30").train(split, PROBLEM).export().onnx(1.5f);

    @Test
    void shouldBeginWhereTheChampionIs() {
        Family.Trained scratch = mlp("epochs: 1").train(split, PROBLEM);
        Family.Trained warm =
                mlp("epochs: 1, learningRate: 1e-6").from(served("mlp", "e1")).train(split, PROBLEM);

        assertThat(warm.parameters()).containsEntry("warmStart", "from version 7");
        assertThat(scratch.parameters()).doesNotContainKey("warmStart");
        assertThat(loss(warm)).isLessThan(loss(scratch) - 0.05);
    }

    @Test
    void shouldGiveTheSameBytesFromTheSameChampion() {
        Optional<Incumbent> served = served("mlp", "e1");

        assertThat(mlp("epochs: 3").from(served).train(split, PROBLEM).export().onnx(1))
                .isEqualTo(mlp("epochs: 3")
                        .from(served)
                        .train(split, PROBLEM)
                        .export()
                        .onnx(1));
    }

    @Test
    void shouldBeginFromScratchWhereTheChampionDoesNotFitAndSayWhy() {
        assertThat(told("epochs: 1", Optional.empty())).isEqualTo("from scratch: there was no champion");
        assertThat(told("epochs: 1", served("xgboost", "e1")))
                .isEqualTo("from scratch: champion 7 is of family xgboost");
        assertThat(told("epochs: 1", served("mlp", "e2")))
                .isEqualTo("from scratch: champion 7 has another encoder or other classes");
        assertThat(told("epochs: 1, hidden: [8]", served("mlp", "e1")))
                .isEqualTo("from scratch: champion 7 has layers of [64, 32, 2] units, not [8, 2]");
        assertThat(told("epochs: 1", served("mlp", "e1").map(of -> new Incumbent(of.version(), Optional.empty()))))
                .isEqualTo("from scratch: the bytes of champion 7 are not there");
    }

    private String told(String settings, Optional<Incumbent> served) {
        return mlp(settings).from(served).train(split, PROBLEM).parameters().get("warmStart");
    }

    private double loss(Family.Trained trained) {
        try (OnnxModel model = new OnnxModel(trained.export().onnx(1))) {
            TrainingWindow rows = split.heldOut();
            return Evaluation.of(model.probabilities(rows.matrix(), rows.rows()), rows.labels(), 2)
                    .logLoss();
        }
    }

    private Optional<Incumbent> served(String family, String encoder) {
        ModelBytes bytes = ModelBytes.of(champion);
        ModelVersion version = TestVersions.champion(7, bytes, encoder);
        version.put("family", family);
        version.put("features", Loans.LAYOUT.length());
        return Optional.of(new Incumbent(version, Optional.of(bytes)));
    }

    private static Family mlp(String settings) {
        return NetFamily.mlp(Trainings.of(settings), DEVICE);
    }
}
