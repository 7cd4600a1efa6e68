package io.millrace.trainer.candidates;

import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Map;
import java.util.Optional;

/** One kind of model that learns from a window and leaves as a self-contained ONNX file. */
public interface Family {
    /** Among the parameters of one that was asked to go on from the champion: what it began from. */
    String WARM_START = "warmStart";

    /** What stands there before the number of a version, where it began from one. */
    String FROM_VERSION = "from version ";

    /** As pipeline definitions and model versions call it. */
    String name();

    /** Learns from the training part; the held-out part may decide when to stop. The same input gives the same bytes. */
    Trained train(TrainingWindow.Split window, Problem problem);

    /** The same, telling of what is tried on the way. Most families try nothing. */
    default Trained train(TrainingWindow.Split window, Problem problem, Trials told) {
        return train(window, problem);
    }

    /**
     * The same, beginning from the champion where it can. Most families begin anew.
     *
     * @param champion empty where none serves
     */
    default Family from(Optional<Incumbent> champion) {
        return this;
    }

    /** Told of each set of parameters that a family tries before it is trained, by the thread that does. */
    interface Trials {
        /** For those whom nobody follows. */
        Trials UNTOLD = (share, line) -> {};

        /**
         * @param share of the family's way, 0 to below 1
         * @param line one line for a person
         */
        void tried(double share, String line);
    }

    /** Writes down the model that was trained. */
    interface Export {
        /**
         * Self-contained: raw vectors in, probabilities out, or a number.
         *
         * @param temperature what the logits are divided by before the softmax, above 0; of no matter to a number
         */
        byte[] onnx(float temperature);
    }

    /**
     * A model that was trained.
     *
     * @param heldOut what the framework that trained it answers to the held-out rows: to calibrate by, and to hold the export against; of
     *     regression the numbers
     * @param parameters hyperparameters and choices, by name
     * @param libraries library to version
     * @param device device it was trained on: cpu, gpu:0
     * @param found what it was trained by, where that was looked for
     */
    record Trained(
            Export export,
            Logits heldOut,
            Map<String, String> parameters,
            Map<String, String> libraries,
            String device,
            Optional<Found> found) {
        /** By what was given. */
        public Trained(
                Export export,
                Logits heldOut,
                Map<String, String> parameters,
                Map<String, String> libraries,
                String device) {
            this(export, heldOut, parameters, libraries, device, Optional.empty());
        }

        /** The same, by what was looked for. */
        public Trained by(Found search) {
            return new Trained(export, heldOut, parameters, libraries, device, Optional.of(search));
        }

        /** What its logits are divided by, so that it is as sure as it is right on the held-out rows; of no matter to a number. */
        float temperature(Problem problem, TrainingWindow rows) {
            return problem.isNumber() ? 1 : Temperature.fit(heldOut, rows.labels());
        }

        /** What it costs on the held-out rows, as a candidate would. */
        public double loss(Problem problem, TrainingWindow rows) {
            float[] answers =
                    problem.isNumber() ? heldOut.numbers() : heldOut.probabilities(temperature(problem, rows));
            return problem.measure(answers, rows).loss();
        }
    }

    /**
     * What a search came to.
     *
     * @param settings by which the family is then trained, and by which it can be trained again without a search
     * @param figures of the search, by name
     */
    record Found(Training settings, Map<String, Double> figures) {
        public Found {
            figures = Map.copyOf(figures);
        }
    }
}
