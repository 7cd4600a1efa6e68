package io.millrace.drift;

import io.millrace.drift.windows.Counts;
import io.millrace.schemas.WatchedSeries;
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
    private static final char NUMBER = 'n';
    private static final char SERIES = 's';

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
            out.writeByte(outcome.ofNumber() ? NUMBER : OUTCOME);
            out.writeLong(outcome.modelVersion());
            Binary.writeOptional(outcome.encoder(), (encoder, to) -> to.writeUTF(encoder), out);
            out.writeBoolean(outcome.error());
            if (outcome.ofNumber()) {
                out.writeDouble(outcome.distance());
            }
        } else if (evidence instanceof SeriesSeen series) {
            out.writeByte(SERIES);
            writeSeries(series, out);
        } else {
            throw new SerializationException("not sent on: " + evidence);
        }
    }

    private static Evidence read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case OUTCOME ->
                new OutcomeSeen(in.readLong(), Binary.readOptional(DataInput::readUTF, in), in.readBoolean());
            case NUMBER ->
                new OutcomeSeen(
                        in.readLong(), Binary.readOptional(DataInput::readUTF, in), in.readBoolean(), in.readDouble());
            case SERIES -> readSeries(in);
            default -> throw new SerializationException("unknown kind of evidence: " + kind);
        };
    }

    static void writeSeries(SeriesSeen series, DataOutput out) throws IOException {
        out.writeUTF(series.series().name());
        out.writeLong(series.modelVersion());
        out.writeLong(series.from());
        out.writeLong(series.to());
        out.writeLong(series.records());
        out.writeInt(series.counts().length());
        for (int i = 0; i < series.counts().length(); i++) {
            out.writeInt(series.counts().at(i));
        }
        Binary.writeMap(series.quarantined(), (count, to) -> to.writeLong(count), out);
    }

    static SeriesSeen readSeries(DataInput in) throws IOException {
        return new SeriesSeen(
                WatchedSeries.valueOf(in.readUTF()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readCounts(in),
                Binary.readMap(DataInput::readLong, in));
    }

    private static Counts readCounts(DataInput in) throws IOException {
        int[] counts = new int[in.readInt()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readInt();
        }
        return Counts.of(counts);
    }
}
