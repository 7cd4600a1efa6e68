package io.millrace.trainer.trees;

import io.millrace.models.onnx.TreesGraph;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Trees;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gradient boosted trees, by XGBoost (Chen &amp; Guestrin 2016). They take vectors as they are encoded: scales do not matter to a
 * tree, a missing value has a side of its own at every node, and a category is its code, of which a few nodes make any set.
 * Trained on the CPU with one thread, whatever the nets are trained on.
 */
public final class TreeFamily implements Family {
    private static final String NAME = "xgboost";

    private final Trees settings;
    private final long seed;

    public TreeFamily(Trees settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /**
     * Loads XGBoost's library where it has not been loaded.
     *
     * @throws ServiceFailure where it cannot be
     */
    public static void start() {
        try {
            Class.forName("ml.dmlc.xgboost4j.java.XGBoost");
            Class.forName("ml.dmlc.xgboost4j.java.XGBoostJNI");
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ServiceFailure(
                    "training.candidates names xgboost, but its library cannot be loaded here: " + reason(e)
                            + "; install OpenMP (package libgomp1), let java.io.tmpdir be a folder that files may be executed in,"
                            + " or take xgboost out",
                    e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Trained train(TrainingWindow.Split window, Problem problem) {
        int classes = problem.classes().size();
        TrainedTrees trees = new Boosting(settings, seed).train(window, classes);
        int features = problem.layout().length();
        Export export =
                temperature -> TreesGraph.build(features, classes, trees.trees(), temperature, problem.metadata(NAME));
        return new Trained(export, trees.heldOut(), parameters(trees), Map.of("xgboost", trees.library()), "cpu");
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
