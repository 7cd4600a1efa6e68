package io.millrace.scorer.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.runtime.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes answers as the protocol wants them. */
final class Answers {
    private static final List<String> OF_CLASSES = List.of("label", "confidence", "probabilities");
    private static final List<String> OF_NUMBERS = List.of("label");

    private static final JsonFactory JSON = new JsonFactory();

    private Answers() {}

    /** A piece of JSON. */
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    static byte[] json(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Outputs of a model: of regression the number is the label. */
    private static List<String> outputs(boolean number) {
        return number ? OF_NUMBERS : OF_CLASSES;
    }

    /**
     * @param number whether the model answers numbers
     * @throws Refusal 400 where an output is asked for that there is not
     */
    static void check(InferRequest request, boolean number) {
        List<String> outputs = outputs(number);
        request.outputs().stream()
                .filter(name -> !outputs.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refusal(400, "there is no output " + name + ": there are " + String.join(", ", outputs));
                });
    }

    static byte[] of(String model, InferRequest request, Answer answer) {
        return json(json -> {
            json.writeStartObject();
            json.writeStringField("model_name", model);
            json.writeStringField("model_version", Long.toString(answer.version()));
            if (request.id().isPresent()) {
                json.writeStringField("id", request.id().get());
            }
            json.writeObjectFieldStart("parameters");
            json.writeStringField("encoder", answer.encoder());
            json.writeBooleanField("cold_start", answer.version() == 0);
            json.writeEndObject();
            json.writeArrayFieldStart("outputs");
            for (String output : outputs(answer.classes().isEmpty())) {
                if (request.outputs().isEmpty() || request.outputs().contains(output)) {
                    output(output, answer, json);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void output(String name, Answer answer, JsonGenerator json) throws IOException {
        if (answer.classes().isEmpty()) {
            numbers(name, answer, json);
            return;
        }
        int classes = answer.classes().size();
        boolean matrix = name.equals("probabilities");
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("datatype", name.equals("label") ? "BYTES" : "FP32");
        json.writeArrayFieldStart("shape");
        json.writeNumber(answer.rows());
        if (matrix) {
            json.writeNumber(classes);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data");
        for (int row = 0; row < answer.rows(); row++) {
            int likeliest = answer.likeliest(row);
            switch (name) {
                case "label" -> json.writeString(answer.classes().get(likeliest));
                case "confidence" -> json.writeNumber(answer.probability(row, likeliest));
                default -> {
                    for (int label = 0; label < classes; label++) {
                        json.writeNumber(answer.probability(row, label));
                    }
                }
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void numbers(String name, Answer answer, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("datatype", "FP32");
        json.writeFieldName("shape");
        json.writeArray(new int[] {answer.rows()}, 0, 1);
        json.writeArrayFieldStart("data");
        for (int row = 0; row < answer.rows(); row++) {
            json.writeNumber(answer.number(row));
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
