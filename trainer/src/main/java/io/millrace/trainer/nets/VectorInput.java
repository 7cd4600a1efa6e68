package io.millrace.trainer.nets;

import ai.djl.nn.Block;
import io.millrace.models.onnx.EmbeddedColumn;
import io.millrace.models.onnx.FinishedNet;
import io.millrace.models.onnx.NetGraph;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.models.onnx.Scale;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A vector's own record, for dense layers; columns of many categories are looked up first, where the pipeline wants that. */
record VectorInput(Preprocessing own) implements NetInput {
    @Override
    public int inputs() {
        return own.inputs();
    }

    @Override
    public float[] seen(TrainingWindow window) {
        return own.apply(window.matrix(), window.rows());
    }

    @Override
    public Optional<Block> layer(RandomGenerator random) {
        return own.embedded().isEmpty() ? Optional.empty() : Optional.of(new LookUp(own));
    }

    @Override
    public Optional<Preprocessing> step() {
        return Optional.empty();
    }

    @Override
    public int units() {
        return 0;
    }

    @Override
    public NetInput asLongAs(FinishedNet net) {
        return new VectorInput(own.asLongAs(net.preprocessing()));
    }

    @Override
    public List<float[]> first(FinishedNet net) {
        return own.tablesOf(net.preprocessing());
    }

    @Override
    public Learnt learnt(TrainedNet net) {
        Preprocessing learnt = own.with(net.first());
        return new Learnt() {
            @Override
            public byte[] ofClasses(float temperature, Map<String, String> metadata) {
                return NetGraph.build(learnt, net.layers(), temperature, metadata);
            }

            @Override
            public byte[] ofNumber(Scale scale, Map<String, String> metadata) {
                return NetGraph.ofNumber(learnt, net.layers(), scale, metadata);
            }
        };
    }

    @Override
    public Map<String, String> parameters() {
        return own.embedded().isEmpty() ? Map.of() : Map.of("embedded", inWords(own.embedded()));
    }

    private static String inWords(List<EmbeddedColumn> embedded) {
        return embedded.stream()
                .map(column -> "%s %d of %d".formatted(column.name(), column.rows(), column.length()))
                .collect(Collectors.joining(", "));
    }
}
