package io.millrace.trainer.trees;

import io.millrace.models.onnx.Tree;
import io.millrace.trainer.candidates.Logits;
import java.util.List;

/**
 * What boosting came to.
 *
 * @param rounds rounds that were made
 * @param bestRound the round, from 1, whose trees are the last that were kept
 * @param heldOut what XGBoost found of the held-out rows then
 * @param library XGBoost's version
 */
record TrainedTrees(List<Tree> trees, int rounds, int bestRound, Logits heldOut, String library) {}
