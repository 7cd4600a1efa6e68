package io.millrace.trainer.trees;

import io.millrace.models.onnx.Scale;
import io.millrace.models.onnx.TreesGraph;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.Trees;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gradient boosted trees, by XGBoost (Chen &amp; Guestrin 2016). They take vectors as they are encoded: scales do not matter to a
 * tree, a missing value has a side of its own at every node, and a category is its code, of which a few nodes make any set.
 * Trained on the CPU with one thread, whatever the nets are trained on. Slots of earlier records they see where the pipeline shows them to all.
 */
public final class TreeFamily implements Family {
    private static final String NAME = "xgboost";

    private final Trees settings;
    private final long seed;
    private final Training.Earlier earlier;

    public TreeFamily(Trees settings, long seed, Training.Earlier earlier) {
        this.settings = settings;
        this.seed = seed;
        this.earlier = earlier;
    }

    /** Loads XGBoost's library where it has not been loaded; why it cannot be, in one line, where it cannot. */
    public static Optional<String> missing() {
        try {
            Class.forName("ml.dmlc.xgboost4j.java.XGBoostJNI");
            return Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.of(
                    "XGBoost's library cannot be loaded (" + reason(e)
                            + "): install OpenMP (package libgomp1), and let java.io.tmpdir be a folder whose files may be executed");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Trained train(TrainingWindow.Split all, Problem problem) {
        TrainingWindow.Split window = earlier == Training.Earlier.ALL
                ? all
                : all.narrowed(problem.layout().own());
        int classes = problem.classes().size();
        if (problem.isNumber()) {
            return trainNumber(window, problem);
        }
        TrainedTrees trees = new Boosting(settings, seed).train(window, new TreeTarget.OfClasses(window, classes));
        int features = problem.layout().length();
        Export export =
                temperature -> TreesGraph.build(features, classes, trees.trees(), temperature, problem.metadata(NAME));
        return new Trained(export, trees.heldOut(), parameters(trees), Map.of("xgboost", trees.library()), "cpu");
    }

    private Trained trainNumber(TrainingWindow.Split window, Problem problem) {
        Scale scale = Scale.of(window.training().numbers());
        TrainedTrees trees =
                new Boosting(settings, seed).train(window, new TreeTarget.OfNumber(window, scale, problem.quantile()));
        int features = problem.layout().length();
        Export export = temperature -> TreesGraph.ofNumber(features, trees.trees(), scale, problem.metadata(NAME));
        return new Trained(
                export, trees.heldOut().scaled(scale), parameters(trees), Map.of("xgboost", trees.library()), "cpu");
    }

    private Map<String, String> parameters(TrainedTrees trees) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("rounds", Integer.toString(settings.rounds()));
        parameters.put("roundsRun", Integer.toString(trees.rounds()));
        parameters.put("bestRound", Integer.toString(trees.bestRound()));
        parameters.put("depth", Integer.toString(settings.depth()));
        parameters.put("learningRate", Double.toString(settings.learningRate()));
        parameters.put("rowShare", Double.toString(settings.rowShare()));
        return parameters;
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
