package io.millrace.scorer.inference;

import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.Encoding;
import io.millrace.features.Refused;
import io.millrace.runtime.Refusal;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Outliers;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the inputs of a request into vectors: the one input {@value #FEATURES} holds vectors already, else each input holds a column of raw records, which are cleaned and encoded as
 * those from the topic are. Immutable and thread-safe.
 */
final class Rows {
    static final String FEATURES = "features";

    private static final int MOST_TOLD = 5;

    private final Encoder encoder;
    private final int most;
    private final Optional<String> againstRecords;
    /** What inputs may be called, and the field of the record that each is. */
    private final Map<String, String> fields = new HashMap<>();

    private final List<Column> columns;

    /** @param most rows of a request */
    Rows(PipelineDefinition pipeline, int most) {
        this.encoder = Encoder.of(pipeline);
        this.most = most;
        this.againstRecords = againstRecords(pipeline);
        this.columns = pipeline.encodedColumns();
        pipeline.columns().forEach(column -> fields.put(column.name(), column.fieldOrName()));
        pipeline.source().eventTime().ifPresent(time -> fields.put(time, pipeline.fieldOf(time)));
    }

    /** Why records cannot be encoded without the stream around them. */
    private static Optional<String> againstRecords(PipelineDefinition pipeline) {
        if (pipeline.hasPast()) {
            return Optional.of("vectors hold the past of their entity");
        }
        return pipeline.encodedColumns().stream()
                .filter(column -> column.learn().isPresent()
                        || column.missing().asksProfiles()
                        || column.outliers().by() != Outliers.By.NONE)
                .findFirst()
                .map(column -> "column " + column.name() + " is encoded by what the stream has shown");
    }

    /** Columns that raw records may be sent by; empty where only vectors are taken. */
    List<Column> columns() {
        return againstRecords.isPresent() ? List.of() : columns;
    }

    /** Length of this pipeline's vectors. */
    int length() {
        return encoder.layout().length();
    }

    /** @throws Refusal 400 where inputs do not fit together, 413 where they are too many, 422 where the cleaning rules refuse a row */
    Vectors of(List<Tensor> inputs) {
        int rows = inputs.get(0).rows();
        if (rows > most) {
            throw new Refusal(413, rows + " rows are more than the " + most + " of scoring.inference.maxRows");
        }
        boolean vectors = inputs.size() == 1 && inputs.get(0).name().equals(FEATURES) && !fields.containsKey(FEATURES);
        return vectors ? vectors(inputs.get(0)) : records(inputs, rows);
    }

    private static Vectors vectors(Tensor input) {
        if (input.shape().size() != 2) {
            throw Tensor.refused(input.name(), "has the shape " + input.shape() + ": send [rows, values]");
        }
        float[] values = new float[input.values().size()];
        for (int i = 0; i < values.length; i++) {
            Object value = input.values().get(i);
            values[i] = value == null ? Float.NaN : number(value, input);
        }
        return new Vectors(input.rows(), input.width(), Optional.empty(), values);
    }

    private static float number(Object value, Tensor input) {
        if (value instanceof Number number) {
            return number.floatValue();
        }
        throw Tensor.refused(input.name(), "has the datatype " + input.datatype() + ": send FP32");
    }

    private Vectors records(List<Tensor> inputs, int rows) {
        againstRecords.ifPresent(why -> {
            throw new Refusal(
                    400, why + ", so records cannot be answered here: send vectors, as the one input " + FEATURES);
        });
        Map<String, Tensor> byField = byField(inputs, rows);
        float[] values = new float[rows * length()];
        List<String> refused = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int at = row;
            Encoding encoding = encoder.encode(field -> {
                Tensor input = byField.get(field);
                return input == null ? null : input.at(at, 0);
            });
            if (encoding instanceof Encoded encoded) {
                System.arraycopy(encoded.values().toArray(), 0, values, row * length(), length());
            } else if (refused.size() < MOST_TOLD) {
                Refused why = (Refused) encoding;
                refused.add("row " + row + ", column " + why.field() + ": " + why.message());
            }
        }
        if (!refused.isEmpty()) {
            throw new Refusal(422, String.join("; ", refused));
        }
        return new Vectors(rows, length(), Optional.of(encoder.fingerprint()), values);
    }

    private Map<String, Tensor> byField(List<Tensor> inputs, int rows) {
        Map<String, Tensor> byField = new HashMap<>();
        for (Tensor input : inputs) {
            String field = fields.get(input.name());
            if (field == null) {
                throw Tensor.refused(input.name(), "is no column of the pipeline: GET its model for their names");
            }
            if (input.width() != 1 || input.rows() != rows) {
                throw Tensor.refused(input.name(), "has the shape " + input.shape() + ": send [" + rows + "]");
            }
            if (byField.put(field, input) != null) {
                throw Tensor.refused(input.name(), "comes twice");
            }
        }
        return byField;
    }
}
