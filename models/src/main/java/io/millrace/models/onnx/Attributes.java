package io.millrace.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is fixed about a node of a graph, in the order it was named. */
public final class Attributes {
    private final List<AttributeProto> all = new ArrayList<>();

    public Attributes number(String name, long value) {
        return add(name, AttributeProto.AttributeType.INT, builder -> builder.setI(value));
    }

    public Attributes numbers(String name, Iterable<Long> values) {
        return add(name, AttributeProto.AttributeType.INTS, builder -> builder.addAllInts(values));
    }

    public Attributes floats(String name, Iterable<Float> values) {
        return add(name, AttributeProto.AttributeType.FLOATS, builder -> builder.addAllFloats(values));
    }

    public Attributes text(String name, String value) {
        return add(name, AttributeProto.AttributeType.STRING, builder -> builder.setS(ByteString.copyFromUtf8(value)));
    }

    public Attributes texts(String name, List<String> values) {
        return add(
                name,
                AttributeProto.AttributeType.STRINGS,
                builder -> values.stream().map(ByteString::copyFromUtf8).forEach(builder::addStrings));
    }

    List<AttributeProto> all() {
        return all;
    }

    private Attributes add(String name, AttributeProto.AttributeType type, Consumer<AttributeProto.Builder> value) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(type);
        value.accept(attribute);
        all.add(attribute.build());
        return this;
    }
}
