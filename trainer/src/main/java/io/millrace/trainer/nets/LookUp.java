package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.millrace.models.onnx.EmbeddedColumn;
import io.millrace.models.onnx.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/**
 * The first layer of a net with embedded columns: inputs that go on as they are, and behind them the rows of tables that are learnt with the net, after
 * Guo &amp; Berkhahn 2016, Entity Embeddings of Categorical Variables.
 */
final class LookUp extends AbstractBlock {
    private final int direct;
    private final int width;
    private final List<Parameter> tables = new ArrayList<>();

    LookUp(Preprocessing preprocessing) {
        this.direct = preprocessing.direct();
        int wide = direct;
        for (EmbeddedColumn column : preprocessing.embedded()) {
            wide += column.length();
            tables.add(addParameter(Parameter.builder()
                    .setName("table" + tables.size())
                    .setType(Parameter.Type.OTHER)
                    .optShape(new Shape(column.rows(), column.length()))
                    .build()));
        }
        this.width = wide;
    }

    /** Of what goes on. */
    int width() {
        return width;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), width)};
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray seen = inputs.singletonOrThrow();
        NDList parts = new NDList();
        if (direct > 0) {
            parts.add(seen.get(new NDIndex().addAllDim().addSliceDim(0, direct)));
        }
        for (int i = 0; i < tables.size(); i++) {
            NDArray rows =
                    seen.get(new NDIndex().addAllDim().addIndices(direct + i)).toType(DataType.INT64, false);
            NDArray table = parameters.getValue(tables.get(i), seen.getDevice(), training);
            parts.addAll(Embedding.embedding(rows, table, SparseFormat.DENSE));
        }
        return new NDList(NDArrays.concat(parts, 1));
    }
}
