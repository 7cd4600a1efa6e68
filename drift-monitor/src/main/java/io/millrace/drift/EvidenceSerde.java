package io.millrace.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Serde of the evidence that travels to the one partition where the monitor stands. Models are not among it: their topic has one partition. */
final class EvidenceSerde implements Serde<Evidence> {
    private static final char OUTCOME = 'o';
    private static final char PREDICTIONS = 'p';

    @Override
    public Serializer<Evidence> serializer() {
        return (topic, evidence) -> evidence == null ? null : Binary.write(evidence, EvidenceSerde::write);
    }

    @Override
    public Deserializer<Evidence> deserializer() {
        return (topic, bytes) -> bytes == null ? null : Binary.read(bytes, EvidenceSerde::read);
    }

    private static void write(Evidence evidence, DataOutput out) throws IOException {
        if (evidence instanceof OutcomeSeen outcome) {
            out.writeByte(OUTCOME);
            out.writeLong(outcome.modelVersion());
            Binary.writeOptional(outcome.encoder(), (encoder, to) -> to.writeUTF(encoder), out);
            out.writeBoolean(outcome.error());
        } else if (evidence instanceof PredictionsSeen predictions) {
            out.writeByte(PREDICTIONS);
            writePredictions(predictions, out);
        } else {
            throw new SerializationException("not sent on: " + evidence);
        }
    }

    private static Evidence read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case OUTCOME ->
                new OutcomeSeen(in.readLong(), Binary.readOptional(DataInput::readUTF, in), in.readBoolean());
            case PREDICTIONS -> readPredictions(in);
            default -> throw new SerializationException("unknown kind of evidence: " + kind);
        };
    }

    static void writePredictions(PredictionsSeen predictions, DataOutput out) throws IOException {
        out.writeLong(predictions.modelVersion());
        out.writeLong(predictions.from());
        out.writeLong(predictions.to());
        Binary.writeMap(predictions.counts(), (count, to) -> to.writeLong(count), out);
    }

    static PredictionsSeen readPredictions(DataInput in) throws IOException {
        return new PredictionsSeen(
                in.readLong(), in.readLong(), in.readLong(), Binary.readMap(DataInput::readLong, in));
    }
}
