package io.millrace.trainer.candidates;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.onnx.Isotonic;
import io.millrace.models.onnx.IsotonicGraph;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained model as the file that will answer.
 *
 * @param expected what it has to answer to the held-out rows
 * @param parameters of its calibration, for the lineage
 */
record Calibrated(byte[] onnx, float[] expected, Map<String, String> parameters) {
    /** Functions of more classes than that are not written into the lineage. */
    private static final int MOST_TOLD = 50;

    static Calibrated number(Family.Trained trained) {
        return new Calibrated(trained.export().onnx(1), trained.heldOut().numbers(), Map.of());
    }

    /** By functions where the window has rows to calibrate by, else by a temperature, where any calibration is asked for. */
    static Calibrated of(
            Family.Trained trained, TrainingWindow.Split window, Training.Calibration calibration, Parity parity) {
        if (window.calibrating().rows() > 0) {
            return isotonic(trained, window, parity);
        }
        if (calibration == Training.Calibration.NONE) {
            return divided(trained, 1, Map.of("calibration", "none"));
        }
        float temperature = Temperature.fit(trained.heldOut(), window.heldOut().labels());
        return divided(trained, temperature, Map.of("temperature", Float.toString(temperature)));
    }

    private static Calibrated divided(Family.Trained trained, float temperature, Map<String, String> parameters) {
        return new Calibrated(
                trained.export().onnx(temperature), trained.heldOut().probabilities(temperature), parameters);
    }

    /** Between two knots a function may be so steep that the rounding of a probability decides: it is held against itself, and what goes into it against the framework. */
    private static Calibrated isotonic(Family.Trained trained, TrainingWindow.Split window, Parity parity) {
        byte[] plain = trained.export().onnx(1);
        TrainingWindow rows = window.calibrating();
        TrainingWindow heldOut = window.heldOut();
        try (OnnxModel model = new OnnxModel(plain)) {
            float[] uncalibrated = model.probabilities(heldOut.matrix(), heldOut.rows());
            parity.check(uncalibrated, trained.heldOut().probabilities(1));
            List<Isotonic> functions =
                    IsotonicFit.of(model.probabilities(rows.matrix(), rows.rows()), rows.labels(), model.classes());
            return new Calibrated(
                    IsotonicGraph.behind(plain, functions),
                    IsotonicGraph.apply(uncalibrated, functions),
                    told(functions));
        }
    }

    private static Map<String, String> told(List<Isotonic> functions) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("calibration", "isotonic");
        for (int i = 0; i < functions.size() && i < MOST_TOLD; i++) {
            parameters.put(
                    "isotonic." + (functions.size() == 1 ? 1 : i),
                    functions.get(i).toString());
        }
        return parameters;
    }
}
