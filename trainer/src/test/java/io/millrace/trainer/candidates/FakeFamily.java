package io.millrace.trainer.candidates;

import io.millrace.models.onnx.Dense;
import io.millrace.models.onnx.NetGraph;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A family that learns nothing: it answers every row with one probability of class 0, whatever it was trained on. */
public record FakeFamily(String name, double ofClassZero) implements Family {
    @Override
    public Trained train(TrainingWindow.Split window, Problem problem) {
        return new Trained(
                temperature -> onnx(problem, temperature),
                heldOut(window.heldOut().rows()),
                Map.of("p", "" + ofClassZero),
                Map.of("fake", "1"),
                "cpu");
    }

    public byte[] onnx(Problem problem) {
        return onnx(problem, 1);
    }

    private byte[] onnx(Problem problem, float temperature) {
        float[] vectors = new float[2 * problem.layout().length()];
        vectors[0] = 1;
        Preprocessing preprocessing = Preprocessing.fit(problem.layout(), vectors, 2);
        float[] biases = {(float) Math.log(ofClassZero), (float) Math.log(1 - ofClassZero)};
        Dense layer = new Dense(new float[2 * preprocessing.inputs()], biases);
        return NetGraph.build(preprocessing, List.of(layer), temperature, problem.metadata(name));
    }

    private Logits heldOut(int rows) {
        float[] answers = new float[2 * rows];
        Arrays.fill(answers, (float) Math.log(ofClassZero));
        for (int i = 1; i < answers.length; i += 2) {
            answers[i] = (float) Math.log(1 - ofClassZero);
        }
        return new Logits(answers, 2);
    }
}
