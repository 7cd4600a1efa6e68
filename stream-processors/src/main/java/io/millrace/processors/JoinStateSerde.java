package io.millrace.processors;

import io.millrace.processors.JoinPart.Answer;
import io.millrace.processors.JoinPart.Features;
import io.millrace.processors.JoinPart.Truth;
import io.millrace.processors.JoinState.Correctable;
import io.millrace.processors.JoinState.Expired;
import io.millrace.processors.JoinState.Resolved;
import io.millrace.processors.JoinState.Waiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Layout of join states in the store and its changelog: a byte that says which layout, a byte that says which state and
 * parts, then their fields in the order of the records, big-endian. Written for every vector, prediction and label, so
 * it holds nothing that the key or the topics hold already: about 170 bytes with twelve columns, 195 once there is a
 * label to be corrected, 10 once resolved for good.
 */
final class JoinStateSerde implements Serde<JoinState>, Serializer<JoinState>, Deserializer<JoinState> {
    /** Goes up when the layout changes; the older ones must stay readable, for stores outlive programs. */
    private static final int LAYOUT = 2;

    /** Before there were entities and corrections. */
    private static final int FIRST_LAYOUT = 1;

    private static final int RESOLVED = 0x10;
    private static final int EXPIRED = 0x20;
    private static final int CORRECTABLE = 0x40;
    private static final int FEATURES = 1;
    private static final int ANSWER = 2;
    private static final int TRUTH = 4;

    @Override
    public byte[] serialize(String topic, JoinState state) {
        if (state == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(LAYOUT);
            out.writeByte(kind(state));
            out.writeLong(state.sinceMillis());
            if (state instanceof Waiting waiting) {
                write(waiting, out);
            } else if (state instanceof Correctable correctable) {
                JoinPartBytes.write(correctable.features(), out);
                JoinPartBytes.write(correctable.answer(), out);
                JoinPartBytes.write(correctable.truth(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int kind(JoinState state) {
        if (state instanceof Waiting waiting) {
            return (waiting.features().isPresent() ? FEATURES : 0)
                    | (waiting.answer().isPresent() ? ANSWER : 0)
                    | (waiting.truth().isPresent() ? TRUTH : 0);
        }
        if (state instanceof Correctable) {
            return CORRECTABLE;
        }
        return state instanceof Resolved ? RESOLVED : EXPIRED;
    }

    private static void write(Waiting waiting, DataOutputStream out) throws IOException {
        if (waiting.features().isPresent()) {
            JoinPartBytes.write(waiting.features().get(), out);
        }
        if (waiting.answer().isPresent()) {
            JoinPartBytes.write(waiting.answer().get(), out);
        }
        if (waiting.truth().isPresent()) {
            JoinPartBytes.write(waiting.truth().get(), out);
        }
    }

    @Override
    public JoinState deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            int layout = in.readUnsignedByte();
            if (layout != LAYOUT && layout != FIRST_LAYOUT) {
                throw new IllegalStateException(
                        "the join store has layout " + layout + ", which this version of Millrace does not know");
            }
            return read(in, layout);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JoinState read(DataInputStream in, int layout) throws IOException {
        int kind = in.readUnsignedByte();
        long since = in.readLong();
        if (kind == RESOLVED || kind == EXPIRED) {
            return kind == RESOLVED ? new Resolved(since) : new Expired(since);
        }
        if (kind == CORRECTABLE) {
            return new Correctable(
                    since,
                    JoinPartBytes.features(in, layout > FIRST_LAYOUT),
                    JoinPartBytes.answer(in),
                    JoinPartBytes.truth(in));
        }
        Optional<Features> features = (kind & FEATURES) == 0
                ? Optional.empty()
                : Optional.of(JoinPartBytes.features(in, layout > FIRST_LAYOUT));
        Optional<Answer> answer = (kind & ANSWER) == 0 ? Optional.empty() : Optional.of(JoinPartBytes.answer(in));
        Optional<Truth> truth = (kind & TRUTH) == 0 ? Optional.empty() : Optional.of(JoinPartBytes.truth(in));
        return new Waiting(since, features, answer, truth);
    }

    @Override
    public Serializer<JoinState> serializer() {
        return this;
    }

    @Override
    public Deserializer<JoinState> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        // nothing to configure
    }

    @Override
    public void close() {
        // holds nothing
    }
}
