package io.millrace.trainer.nets;

import io.millrace.models.onnx.Dense;
import io.millrace.trainer.candidates.Logits;
import java.util.List;

/**
 * What the training of a net came to.
 *
 * @param first what stands before the dense layers, array by array
 * @param epochs passes that were made
 * @param bestEpoch the pass, from 1, after which the layers were taken
 * @param heldOut what the net itself found of the held-out rows then
 */
record TrainedNet(List<float[]> first, List<Dense> layers, int epochs, int bestEpoch, Logits heldOut) {}
