package io.millrace.trainer.trees;

import io.millrace.models.onnx.Tree;
import io.millrace.models.onnx.TreesGraph;
import io.millrace.schemas.pipeline.Trees;
import io.millrace.trainer.candidates.Logits;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees in training with XGBoost, and the rows they are held against, in its native memory. Confined to one thread. */
final class BoostedTrees implements AutoCloseable {
    private final TreeTarget target;
    private final DMatrix training;
    private final DMatrix heldOut;
    private final Booster booster;

    BoostedTrees(TrainingWindow.Split window, TreeTarget target, Trees settings, long seed) {
        this.target = target;
        try {
            this.training = matrix(window.training());
            training.setLabel(target.labels());
            this.heldOut = matrix(window.heldOut());
            this.booster = XGBoost.train(training, parameters(settings, seed), 0, Map.of(), null, null);
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    /** @param round from 0 */
    void grow(int round) {
        try {
            booster.update(training, round);
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    /** What the trees so far find of the held-out rows; XGBoost remembers its sums, so that only the latest trees cost. */
    Logits heldOut() {
        try {
            return target.answers(booster.predict(heldOut, true));
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    /** The trees of the first rounds. */
    List<Tree> first(int rounds) {
        try {
            return TreeReader.trees(booster.toByteArray("json")).subList(0, rounds * target.outputs());
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    String version() {
        try {
            return TreeReader.version(booster.toByteArray("json"));
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        booster.dispose();
        training.dispose();
        heldOut.dispose();
    }

    private Map<String, Object> parameters(Trees settings, long seed) {
        Map<String, Object> parameters = new TreeMap<>(target.parameters());
        parameters.put("tree_method", "hist");
        parameters.put("max_depth", settings.depth());
        parameters.put("eta", settings.learningRate());
        parameters.put("subsample", settings.rowShare());
        parameters.put("seed", Long.hashCode(seed) & Integer.MAX_VALUE);
        parameters.put("nthread", 1);
        parameters.put("verbosity", 0);
        return parameters;
    }

    private static DMatrix matrix(TrainingWindow window) throws XGBoostError {
        return new DMatrix(TreesGraph.cut(window.matrix()), window.rows(), window.features(), Float.NaN);
    }

    private static IllegalStateException failed(XGBoostError e) {
        return new IllegalStateException(
                "XGBoost failed: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                e);
    }
}
