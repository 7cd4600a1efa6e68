package io.millrace.processors;

import io.millrace.features.FloatVector;
import io.millrace.processors.JoinPart.Answer;
import io.millrace.processors.JoinPart.Features;
import io.millrace.processors.JoinPart.Truth;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Layout of the join's parts within {@link JoinStateSerde}'s: their fields in the order of the records, big-endian. */
final class JoinPartBytes {
    private JoinPartBytes() {}

    static void write(Features features, DataOutputStream out) throws IOException {
        out.writeLong(features.timestamp());
        out.writeUTF(features.encoderFingerprint());
        out.writeLong(features.eventTimeMillis());
        int length = features.values().length();
        out.writeInt(length);
        for (int i = 0; i < length; i++) {
            out.writeFloat(features.values().at(i));
        }
        // users' own text, as long as they like: too long for writeUTF
        byte[] entity = features.entity().orElse("").getBytes(StandardCharsets.UTF_8);
        out.writeInt(entity.length);
        out.write(entity);
    }

    static void write(Answer answer, DataOutputStream out) throws IOException {
        out.writeLong(answer.timestamp());
        out.writeLong(answer.modelVersion());
        out.writeLong(answer.scoredAtMillis());
        out.writeUTF(answer.predicted());
        out.writeDouble(answer.confidence());
        out.writeBoolean(answer.coldStart());
        out.writeShort(answer.probabilities().size());
        for (Map.Entry<String, Float> share : answer.probabilities().entrySet()) {
            out.writeUTF(share.getKey());
            out.writeFloat(share.getValue());
        }
    }

    static void write(Truth truth, DataOutputStream out) throws IOException {
        out.writeLong(truth.timestamp());
        out.writeUTF(truth.actual());
        out.writeLong(truth.labelledAtMillis());
    }

    /** @param withEntity whether an entity was written */
    static Features features(DataInputStream in, boolean withEntity) throws IOException {
        long timestamp = in.readLong();
        String fingerprint = in.readUTF();
        long eventTime = in.readLong();
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return new Features(
                timestamp, fingerprint, eventTime, FloatVector.of(values), withEntity ? entity(in) : Optional.empty());
    }

    private static Optional<String> entity(DataInputStream in) throws IOException {
        byte[] entity = in.readNBytes(in.readInt());
        return entity.length == 0 ? Optional.empty() : Optional.of(new String(entity, StandardCharsets.UTF_8));
    }

    static Answer answer(DataInputStream in) throws IOException {
        long timestamp = in.readLong();
        long modelVersion = in.readLong();
        long scoredAt = in.readLong();
        String predicted = in.readUTF();
        double confidence = in.readDouble();
        boolean coldStart = in.readBoolean();
        int classes = in.readUnsignedShort();
        Map<String, Float> probabilities = new HashMap<>();
        for (int i = 0; i < classes; i++) {
            probabilities.put(in.readUTF(), in.readFloat());
        }
        return new Answer(timestamp, modelVersion, scoredAt, predicted, confidence, coldStart, probabilities);
    }

    static Truth truth(DataInputStream in) throws IOException {
        return new Truth(in.readLong(), in.readUTF(), in.readLong());
    }
}
