package io.millrace.models.artefact;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks an ONNX file over before a runtime is let near it, as if whoever wrote it meant harm: it must be one flat graph of standard
 * operators with all its numbers inside. No files, no code of others, no loops, and no more of anything than a model here has.
 */
public final class OnnxInspection {
    static final int MOST_NODES = 10_000;
    static final int MOST_TENSORS = 10_000;
    static final long MOST_ELEMENTS = ModelBytes.MOST_BYTES;
    private static final int DEEPEST_MESSAGE = 16;
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");

    private int nodes;
    private int tensors;
    private int graphs;

    private OnnxInspection() {}

    /** @throws ModelRefused where the bytes are no ONNX model, or one that asks for more than a model needs */
    public static void check(byte[] onnx) {
        if (onnx.length > ModelBytes.MOST_BYTES) {
            throw new ModelRefused(
                    "the ONNX model has %d bytes, more than %d".formatted(onnx.length, ModelBytes.MOST_BYTES));
        }
        ModelProto model = parse(onnx);
        if (!model.hasGraph()) {
            throw new ModelRefused("the bytes are not a model ONNX Runtime can run: they hold no graph");
        }
        if (model.getFunctionsCount() > 0 || model.getTrainingInfoCount() > 0) {
            throw new ModelRefused("the ONNX model brings functions or training graphs of its own");
        }
        model.getOpsetImportList().forEach(opset -> checkDomain(opset.getDomain()));
        new OnnxInspection().visit(model);
    }

    private static ModelProto parse(byte[] onnx) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(onnx);
            in.setRecursionLimit(DEEPEST_MESSAGE);
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelRefused("the bytes are not a model ONNX Runtime can run: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private void visit(Message message) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            throw new ModelRefused("the ONNX model has fields that cannot be checked, in a "
                    + message.getDescriptorForType().getName());
        }
        if (message instanceof NodeProto node) {
            check(node);
        } else if (message instanceof TensorProto tensor) {
            check(tensor);
        } else if (message instanceof GraphProto && ++graphs > 1) {
            throw new ModelRefused(
                    "the ONNX model has graphs inside its graph (If, Loop, Scan), which no model here needs");
        } else if (message instanceof SparseTensorProto) {
            throw new ModelRefused("the ONNX model has sparse tensors, which no model here needs");
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                parts(field.getValue()).forEach(part -> visit((Message) part));
            }
        }
    }

    private static Collection<?> parts(Object value) {
        return value instanceof List<?> several ? several : List.of(value);
    }

    private void check(NodeProto node) {
        if (++nodes > MOST_NODES) {
            throw new ModelRefused("the ONNX model has more than %d nodes".formatted(MOST_NODES));
        }
        checkDomain(node.getDomain());
        TreeInspection.check(node);
    }

    private void check(TensorProto tensor) {
        if (++tensors > MOST_TENSORS) {
            throw new ModelRefused("the ONNX model has more than %d tensors".formatted(MOST_TENSORS));
        }
        if (tensor.getDataLocation() == DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw new ModelRefused(
                    "tensor %s of the ONNX model lies in another file".formatted(shown(tensor.getName())));
        }
        long elements = 1;
        for (long size : tensor.getDimsList()) {
            if (size < 0 || size > MOST_ELEMENTS || elements * size > MOST_ELEMENTS) {
                throw new ModelRefused("tensor %s of the ONNX model has the impossible shape %s"
                        .formatted(
                                shown(tensor.getName()),
                                shown(tensor.getDimsList().toString())));
            }
            elements *= Math.max(1, size);
        }
    }

    private static void checkDomain(String domain) {
        if (!DOMAINS.contains(domain)) {
            throw new ModelRefused(
                    "the ONNX model uses operators of %s; only ONNX's own are run".formatted(shown(domain)));
        }
    }

    private static String shown(String name) {
        String text = name.length() <= 100 ? name : name.substring(0, 100) + "…";
        return "'" + text.replaceAll("\\p{Cntrl}", "·") + "'";
    }
}
