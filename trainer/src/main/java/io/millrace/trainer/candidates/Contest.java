package io.millrace.trainer.candidates;

import ai.onnxruntime.OrtEnvironment;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.artefact.Probes;
import io.millrace.models.onnx.Scale;
import io.millrace.schemas.Probe;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Trains every family on one window, side by side; the lowest held-out loss is the candidate. */
public final class Contest {
    private static final int PROBES = 16;

    private final List<Family> families;
    private final Training.Calibration calibration;

    /** Of families whose probabilities are calibrated by a temperature. */
    public Contest(List<Family> families) {
        this(families, Training.Calibration.TEMPERATURE);
    }

    public Contest(List<Family> families, Training.Calibration calibration) {
        this.families = List.copyOf(families);
        this.calibration = calibration;
    }

    /**
     * How the families did.
     *
     * @param losses held-out loss of each family, by its name
     * @param test how the best did on the test part, looked at only once it was chosen; empty where there is none
     */
    public record Ranking(Candidate best, Map<String, Double> losses, Optional<Measured> test) {
        public Ranking {
            losses = Map.copyOf(losses);
        }
    }

    /**
     * @throws Untrainable where the training part shows fewer than two classes or numbers, or nothing is held out
     * @throws IllegalStateException where an export does not answer as its framework does
     */
    public Ranking rank(TrainingWindow.Split window, Problem problem) {
        return rank(window, problem, (candidate, done) -> {});
    }

    /** Told of each family as it is trained, by the thread that did it. */
    public interface Trained {
        /** @param done how many of {@link Contest#families} are by now */
        void told(Candidate candidate, int done);

        /**
         * What a family tried before that.
         *
         * @param share of the family's way, 0 to below 1
         */
        default void tried(String family, double share, String line) {
            // of no matter to who waits for the families
        }
    }

    /** The same, of families that begin from the champion where they can. */
    public Contest from(Optional<Incumbent> champion) {
        return new Contest(
                families.stream().map(family -> family.from(champion)).toList(), calibration);
    }

    /** How many families are trained. */
    public int families() {
        return families.size();
    }

    /** The same, telling of each family. */
    public Ranking rank(TrainingWindow.Split window, Problem problem, Trained each) {
        check(window, problem);
        List<Candidate> candidates = train(window, problem, each);
        Map<String, Double> losses = new HashMap<>();
        candidates.forEach(candidate ->
                losses.put(candidate.family(), candidate.evaluation().loss()));
        // the first of equals, so that the same window always gives the same candidate
        Candidate best = Collections.min(
                candidates,
                Comparator.comparingDouble(candidate -> candidate.evaluation().loss()));
        return new Ranking(best, losses, test(best, window.test(), problem));
    }

    /** Side by side, as far as there are processors; a family uses one. In the order of the families. */
    private List<Candidate> train(TrainingWindow.Split window, Problem problem, Trained each) {
        int threads = Math.min(families.size(), Runtime.getRuntime().availableProcessors());
        ExecutorService workers = Executors.newFixedThreadPool(threads, work -> new Thread(work, "trainer-family"));
        try {
            AtomicInteger done = new AtomicInteger();
            List<Future<Candidate>> training = families.stream()
                    .map(family -> workers.submit(() -> {
                        Candidate candidate = train(family, window, problem, each);
                        each.told(candidate, done.incrementAndGet());
                        return candidate;
                    }))
                    .toList();
            return training.stream().map(Contest::result).toList();
        } finally {
            workers.shutdownNow();
        }
    }

    private static Candidate result(Future<Candidate> training) {
        try {
            return training.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    static Optional<Measured> test(Candidate best, TrainingWindow test, Problem problem) {
        if (test.rows() == 0) {
            return Optional.empty();
        }
        try (OnnxModel model = new OnnxModel(best.bytes().toArray())) {
            float[] answers = model.probabilities(test.matrix(), test.rows());
            return Optional.of(problem.measure(answers, test));
        }
    }

    private Candidate train(Family family, TrainingWindow.Split window, Problem problem, Trained each) {
        Family.Trained trained = family.train(window, problem, (share, line) -> each.tried(family.name(), share, line));
        TrainingWindow heldOut = window.heldOut();
        Parity parity = new Parity(family.name());
        Calibrated calibrated =
                problem.isNumber() ? Calibrated.number(trained) : Calibrated.of(trained, window, calibration, parity);
        try (OnnxModel model = new OnnxModel(calibrated.onnx())) {
            float[] answers = model.probabilities(heldOut.matrix(), heldOut.rows());
            if (problem.isNumber()) {
                parity.check(
                        answers,
                        calibrated.expected(),
                        Scale.of(window.training().numbers()));
            } else {
                parity.check(answers, calibrated.expected());
            }
            Map<String, String> parameters = new HashMap<>(trained.parameters());
            parameters.putAll(calibrated.parameters());
            Map<String, String> libraries = new HashMap<>(trained.libraries());
            libraries.put("onnxruntime", OrtEnvironment.getEnvironment().getVersion());
            libraries.put("java", System.getProperty("java.version"));
            return new Candidate(
                    family.name(),
                    ModelBytes.of(calibrated.onnx()),
                    problem.measure(answers, heldOut),
                    probes(model, heldOut),
                    window.training().rows(),
                    parameters,
                    libraries,
                    trained.device(),
                    trained.found());
        }
    }

    private static void check(TrainingWindow.Split window, Problem problem) {
        int labels = window.training().distinctLabels();
        if (labels < 2) {
            String what = problem.isNumber() ? "number" : labels == 1 ? "class" : "classes";
            throw new Untrainable("the training part of the window, %d examples, shows %d %s; 2 are needed"
                    .formatted(window.training().rows(), labels, what));
        }
        checkHeldOut(window);
    }

    /** @throws Untrainable where nothing is held out */
    static void checkHeldOut(TrainingWindow.Split window) {
        if (window.heldOut().rows() == 0) {
            throw new Untrainable(
                    ("none of the window's %d examples can be held out: they are about too few entities for"
                                    + " training.split and training.validationShare")
                            .formatted(window.training().rows() + window.test().rows()));
        }
    }

    /** Evenly spread over the held-out part, and the first of them once more without any value. */
    public static List<Probe> probes(OnnxModel model, TrainingWindow heldOut) {
        int features = heldOut.features();
        float[] inputs = new float[PROBES * features];
        for (int probe = 0; probe < PROBES - 1; probe++) {
            int row = (int) ((long) heldOut.rows() * probe / (PROBES - 1));
            System.arraycopy(heldOut.matrix(), row * features, inputs, probe * features, features);
        }
        Arrays.fill(inputs, (PROBES - 1) * features, inputs.length, Float.NaN);
        return Probes.ask(model, inputs, PROBES);
    }
}
