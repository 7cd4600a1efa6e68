package io.millrace.scorer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** Softmax regression, p = softmax(x W + b), as ONNX bytes and as plain Java to compare with. */
final class SoftmaxOnnx {
    private final float[][] weights;
    private final float[] bias;

    /** @param weights row per feature, column per class */
    SoftmaxOnnx(float[][] weights, float[] bias) {
        this.weights = weights;
        this.bias = bias;
    }

    byte[] bytes() {
        return bytes("features", "probabilities");
    }

    byte[] bytes(String input, String output) {
        GraphProto graph = GraphProto.newBuilder()
                .setName("softmax-regression")
                .addInput(matrix(input, weights.length))
                .addOutput(matrix(output, bias.length))
                .addInitializer(weightTensor())
                .addInitializer(biasTensor())
                .addNode(NodeProto.newBuilder()
                        .setOpType("Gemm")
                        .addInput(input)
                        .addInput("w")
                        .addInput("b")
                        .addOutput("logits"))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Softmax")
                        .addInput("logits")
                        .addOutput(output)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(1)))
                .build();
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    float[] answer(float... vector) {
        double[] logits = new double[bias.length];
        double sum = 0;
        for (int k = 0; k < bias.length; k++) {
            logits[k] = bias[k];
            for (int i = 0; i < vector.length; i++) {
                logits[k] += (double) vector[i] * weights[i][k];
            }
            sum += Math.exp(logits[k]);
        }
        float[] shares = new float[bias.length];
        for (int k = 0; k < bias.length; k++) {
            shares[k] = (float) (Math.exp(logits[k]) / sum);
        }
        return shares;
    }

    private TensorProto weightTensor() {
        TensorProto.Builder tensor = floats("w").addDims(weights.length).addDims(bias.length);
        for (float[] row : weights) {
            for (float weight : row) {
                tensor.addFloatData(weight);
            }
        }
        return tensor.build();
    }

    private TensorProto biasTensor() {
        TensorProto.Builder tensor = floats("b").addDims(bias.length);
        for (float weight : bias) {
            tensor.addFloatData(weight);
        }
        return tensor.build();
    }

    private static TensorProto.Builder floats(String name) {
        return TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    }

    private static ValueInfoProto matrix(String name, int width) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("N"))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(width)))))
                .build();
    }
}
