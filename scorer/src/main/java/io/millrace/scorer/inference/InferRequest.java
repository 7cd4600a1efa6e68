package io.millrace.scorer.inference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.millrace.runtime.Refusal;
import io.millrace.scorer.inference.Tensor.Datatype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The body of an inference request, {@code {"id": "7", "inputs": [...], "outputs": [{"name": "label"}]}}. In data null stands for a missing value.
 *
 * @param id is repeated in the answer
 * @param outputs names of those that are asked for; empty for all
 */
record InferRequest(Optional<String> id, List<Tensor> inputs, Set<String> outputs) {
    private static final int MOST_NESTED = 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    InferRequest {
        inputs = List.copyOf(inputs);
        outputs = Set.copyOf(outputs);
        if (inputs.isEmpty()) {
            throw new Refusal(400, "the request has no inputs");
        }
    }

    /** @throws Refusal 400 where it is none, with the place */
    static InferRequest parse(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            return new Reading(json).request();
        } catch (JacksonException e) {
            var at = e.getLocation();
            String place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            throw new Refusal(400, "the body is no JSON: " + place + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One pass over the text. What the protocol allows and nobody here needs, such as parameters, is skipped. */
    private record Reading(JsonParser json) {
        InferRequest request() throws IOException {
            Optional<String> id = Optional.empty();
            List<Tensor> inputs = List.of();
            Set<String> outputs = Set.of();
            begin(json.nextToken(), JsonToken.START_OBJECT, "the body", "an object");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "id" -> id = Optional.of(text(value, "id"));
                    case "inputs" -> inputs = inputs(value);
                    case "outputs" -> outputs = outputs(value);
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new Refusal(400, "the body goes on behind its object");
            }
            return new InferRequest(id, inputs, outputs);
        }

        private List<Tensor> inputs(JsonToken first) throws IOException {
            List<Tensor> inputs = new ArrayList<>();
            begin(first, JsonToken.START_ARRAY, "inputs", "an array");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                inputs.add(tensor(inputs.size()));
            }
            return inputs;
        }

        private Tensor tensor(int place) throws IOException {
            String where = "inputs[" + place + "]";
            String name = null;
            Datatype datatype = null;
            List<Integer> shape = null;
            List<Object> data = null;
            begin(json.currentToken(), JsonToken.START_OBJECT, where, "an object");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "name" -> name = text(value, where + ".name");
                    case "datatype" -> datatype = datatype(text(value, where + ".datatype"), where);
                    case "shape" -> shape = shape(value, where);
                    case "data" -> data = data(value, where);
                    default -> json.skipChildren();
                }
            }
            if (name == null || datatype == null || shape == null || data == null) {
                throw new Refusal(400, where + " needs name, datatype, shape and data");
            }
            return new Tensor(name, datatype, shape, data);
        }

        private static Datatype datatype(String name, String where) {
            for (Datatype datatype : Datatype.values()) {
                if (datatype.name().equals(name)) {
                    return datatype;
                }
            }
            throw new Refusal(400, where + ".datatype is none of the protocol's: send FP32, BYTES and the like");
        }

        private List<Integer> shape(JsonToken first, String where) throws IOException {
            List<Integer> shape = new ArrayList<>();
            begin(first, JsonToken.START_ARRAY, where + ".shape", "an array");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || !(number(where) instanceof Integer length)) {
                    throw new Refusal(400, where + ".shape holds what is no whole number");
                }
                shape.add(length);
            }
            return shape;
        }

        /** Flat or nested, it means the same. */
        private List<Object> data(JsonToken first, String where) throws IOException {
            List<Object> data = new ArrayList<>();
            begin(first, JsonToken.START_ARRAY, where + ".data", "an array");
            for (int depth = 1; depth > 0; ) {
                JsonToken token = json.nextToken();
                if (token == JsonToken.START_ARRAY && depth < MOST_NESTED) {
                    depth++;
                } else if (token == JsonToken.END_ARRAY) {
                    depth--;
                } else {
                    data.add(value(token, where));
                }
            }
            return data;
        }

        private Object value(JsonToken token, String where) throws IOException {
            return switch (token) {
                case VALUE_NULL -> null;
                case VALUE_STRING -> json.getText();
                case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(where);
                default -> throw new Refusal(400, where + ".data holds what is no value");
            };
        }

        private Object number(String where) throws IOException {
            Number number = json.getNumberValue();
            if (number instanceof BigInteger || !Double.isFinite(number.doubleValue())) {
                throw new Refusal(400, where + " holds a number beyond what 64 bits hold");
            }
            return number;
        }

        private Set<String> outputs(JsonToken first) throws IOException {
            Set<String> outputs = new TreeSet<>();
            begin(first, JsonToken.START_ARRAY, "outputs", "an array");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                begin(json.currentToken(), JsonToken.START_OBJECT, "an output", "an object");
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String field = json.currentName();
                    JsonToken value = json.nextToken();
                    if (field.equals("name")) {
                        outputs.add(text(value, "an output's name"));
                    } else {
                        json.skipChildren();
                    }
                }
            }
            return outputs;
        }

        private String text(JsonToken token, String what) throws IOException {
            if (token != JsonToken.VALUE_STRING) {
                throw new Refusal(400, what + " must be a text");
            }
            return json.getText();
        }

        private static void begin(JsonToken found, JsonToken wanted, String what, String kind) {
            if (found != wanted) {
                throw new Refusal(400, what + " must be " + kind);
            }
        }
    }
}
