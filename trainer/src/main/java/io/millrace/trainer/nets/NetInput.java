package io.millrace.trainer.nets;

import ai.djl.nn.Block;
import io.millrace.models.onnx.FinishedNet;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.models.onnx.Scale;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a net sees of a vector, fitted on the rows it learns from, and what stands before its dense layers. Immutable. */
interface NetInput {
    /** Width of what it sees of each row. */
    int inputs();

    /** What it sees of each row. */
    float[] seen(TrainingWindow window);

    /**
     * The layer before the dense ones; none where they see it as it is.
     *
     * @param random of initial weights
     */
    Optional<Block> layer(RandomGenerator random);

    /** The way from a vector to what is seen of its own record. */
    Preprocessing own();

    /** The way from a step of a sequence to what is seen of it; empty where none is. */
    Optional<Preprocessing> step();

    /** Units of the state that dense layers see behind the own record; 0 where there is none. */
    int units();

    /** The same, the rows of its tables as long as those of a net that looks the same slots up. */
    NetInput asLongAs(FinishedNet net);

    /** What stands before the dense layers, array by array, where it is to do what it does in a net of the same tables and units. */
    List<float[]> first(FinishedNet net);

    /** The net as it was learnt. */
    Learnt learnt(TrainedNet net);

    /** Choices that were made in fitting, by name. */
    Map<String, String> parameters();

    /** A net to be written down. */
    interface Learnt {
        /** @param temperature what its answers are divided by before the softmax, above 0 */
        byte[] ofClasses(float temperature, Map<String, String> metadata);

        /** @param scale of what it answers */
        byte[] ofNumber(Scale scale, Map<String, String> metadata);
    }
}
