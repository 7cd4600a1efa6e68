package io.millrace.schemas.serde;

import io.millrace.schemas.Prediction;
import io.millrace.schemas.topics.Topic;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Writes the predictions of one model after another field by field, without an object for each: the same bytes as {@link
 * AvroSerde}'s. Order of use: {@link #batch}, any number of {@link #write}, and again. Not thread-safe.
 */
public final class PredictionBytes {
    private static final int FLAGS = 3;

    /** Who answers. */
    public enum By {
        /** The label prior, where no model fits. */
        PRIOR,
        CHAMPION,
        /** A model on trial, in the champion's place. */
        CANARY,
        /** A model on trial, beside the champion. */
        SHADOW
    }

    private final SchemaRegistry registry;
    private final String topic;
    private final AvroBytes out = new AvroBytes();
    private List<String> classes = List.of();
    private byte[][] names = new byte[0][];
    private int sharesLength = 1;
    private int schemaId;
    private long version;
    private int revision;
    private By by = By.PRIOR;
    private long scoredMillis;

    public PredictionBytes(Topic<Prediction> topic, SchemaRegistry registry) {
        this.topic = topic.name();
        this.registry = registry;
    }

    /**
     * What the next predictions have in common.
     *
     * @param version of the model; 0 for the label prior
     * @param revision of the version; 0 where it does not learn on
     * @param classes the model's, in the order of its answers; none where it answers a number
     */
    public void batch(long version, int revision, List<String> classes, By by, long scoredMillis) {
        this.schemaId = registry.idOf(topic, Prediction.getClassSchema());
        this.version = version;
        this.revision = revision;
        this.by = by;
        this.scoredMillis = scoredMillis;
        if (!classes.equals(this.classes)) {
            name(classes);
        }
    }

    /**
     * The prediction for one vector, by the encoder by which it is seen.
     *
     * @param answers of many vectors: probabilities, or numbers
     * @param from where this vector's begin, one for each class, or one number
     * @param best which class it is; 0 of a number
     */
    public byte[] write(VectorBytes vector, FloatBuffer answers, int from, int best) {
        boolean number = names.length == 0;
        byte[] label = number ? AvroBytes.ofText(text(answers.get(from))) : names[best];
        byte[] bytes = new byte
                [WireFormat.HEADER
                        + vector.namesLength()
                        + AvroBytes.lengthOf(version)
                        + AvroBytes.lengthOf(vector.eventMillis())
                        + AvroBytes.lengthOf(scoredMillis)
                        + label.length
                        + Double.BYTES
                        + sharesLength
                        + AvroBytes.lengthOf(revision)
                        + FLAGS];
        WireFormat.writeHeader(schemaId, bytes);
        out.in(bytes, WireFormat.HEADER);
        vector.writeId(out);
        out.writeLong(version);
        vector.writeEncoder(out);
        out.writeLong(vector.eventMillis());
        out.writeLong(scoredMillis);
        out.write(label);
        out.writeDouble(number ? Double.NaN : answers.get(from + best));
        writeShares(answers, from);
        out.writeBoolean(by == By.PRIOR);
        out.writeBoolean(by == By.SHADOW);
        out.writeLong(revision); // an int is written as a long is
        out.writeBoolean(by == By.CANARY);
        return bytes;
    }

    /** A decimal that reads back as the same float; whole numbers without a point. */
    static String text(float number) {
        return number == (int) number ? Integer.toString((int) number) : Float.toString(number);
    }

    private void writeShares(FloatBuffer probabilities, int from) {
        if (names.length == 0) {
            out.writeLong(0);
            return;
        }
        out.writeLong(names.length);
        for (int i = 0; i < names.length; i++) {
            out.write(names[i]);
            out.writeFloat(probabilities.get(from + i));
        }
        out.writeLong(0);
    }

    private void name(List<String> classes) {
        this.classes = List.copyOf(classes);
        this.names = classes.stream().map(AvroBytes::ofText).toArray(byte[][]::new);
        this.sharesLength = names.length == 0 ? 1 : AvroBytes.lengthOf(names.length) + 1;
        for (byte[] name : names) {
            sharesLength += name.length + Float.BYTES;
        }
    }
}
