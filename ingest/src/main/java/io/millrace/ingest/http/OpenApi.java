package io.millrace.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Map;

/** The OpenAPI 3.1 document of one pipeline: every route of the process, and what its records look like. */
final class OpenApi {
    static final String PATH = "/openapi.json";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Integer, String> ANSWERS = Map.ofEntries(
            Map.entry(202, "Kafka acknowledged all; results in the order of the request."),
            Map.entry(207, "Some were accepted, others refused; the results say which and why."),
            Map.entry(400, "The body is no JSON; the error says where. Nothing was sent."),
            Map.entry(401, "No known token came with the request."),
            Map.entry(404, "No such pipeline is served here."),
            Map.entry(408, "The body took too long to come."),
            Map.entry(409, "The topic has records of another schema. Nothing was sent."),
            Map.entry(413, "The body is too large, or holds too many objects. Nothing was sent."),
            Map.entry(415, "Another type, encoding or character set than is taken. Nothing was sent."),
            Map.entry(422, "All were refused, or the Idempotency-Key was used for another body."),
            Map.entry(429, "Too much at once: wait as Retry-After says. Nothing was sent."),
            Map.entry(503, "Kafka or the registry does not answer. What is not acknowledged is to be sent again."));

    private final PipelineDefinition pipeline;
    private final HttpIngestSettings settings;
    private final byte[] json;

    OpenApi(PipelineDefinition pipeline, HttpIngestSettings settings) {
        this.pipeline = pipeline;
        this.settings = settings;
        try {
            this.json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree became no JSON", e);
        }
    }

    /** Not a copy. */
    byte[] json() {
        return json;
    }

    private ObjectNode document() {
        ObjectNode document = JSON.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Millrace ingest: " + pipeline.name())
                .put("version", "1")
                .put(
                        "description",
                        "At most " + settings.maxRecords() + " objects and " + settings.maxBodyBytes()
                                + " bytes a request, gzipped or not.");
        document.putArray("security").addObject();
        ((ArrayNode) document.get("security")).addObject().putArray("bearer");
        ObjectNode paths = document.putObject("paths");
        post(paths, Kind.RECORDS, "Send records");
        post(paths, Kind.LABELS, "Send labels: the true answers, whenever they become known");
        get(paths, PATH, "This document");
        get(paths, "/health", "Whether the process is alive");
        get(paths, "/ready", "Whether it does its work");
        get(paths, "/metrics", "Its meters, as Prometheus text");
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer");
        ObjectNode schemas = components.putObject("schemas");
        schemas.set("records", new RecordSchema(pipeline).json());
        schemas.set("labels", labels());
        schemas.set("results", results());
        return document;
    }

    private void post(ObjectNode paths, Kind kind, String summary) {
        ObjectNode operation =
                paths.putObject("/v1/pipelines/{pipeline}/" + kind).putObject("post");
        operation.put("operationId", "send-" + kind).put("summary", summary);
        ArrayNode parameters = operation.putArray("parameters");
        ObjectNode name =
                parameters.addObject().put("name", "pipeline").put("in", "path").put("required", true);
        name.putObject("schema").putArray("enum").add(pipeline.name());
        ObjectNode key = parameters.addObject().put("name", "Idempotency-Key").put("in", "header");
        key.put("description", "The same key and body again get the same reply, and nothing is sent twice.");
        key.putObject("schema").put("type", "string").put("maxLength", 200);
        ObjectNode content =
                operation.putObject("requestBody").put("required", true).putObject("content");
        ArrayNode forms =
                content.putObject("application/json").putObject("schema").putArray("oneOf");
        reference(forms.addObject(), kind.toString());
        reference(
                forms.addObject()
                        .put("type", "array")
                        .put("maxItems", settings.maxRecords())
                        .putObject("items"),
                kind.toString());
        for (String lines : List.of("application/x-ndjson", "application/jsonl")) {
            reference(content.putObject(lines).putObject("schema"), kind.toString());
        }
        ObjectNode responses = operation.putObject("responses");
        ANSWERS.keySet().stream().sorted().forEach(status -> {
            ObjectNode schema = responses
                    .putObject(status.toString())
                    .put("description", ANSWERS.get(status))
                    .putObject("content")
                    .putObject("application/json")
                    .putObject("schema");
            reference(schema, "results");
        });
    }

    private static void get(ObjectNode paths, String path, String summary) {
        ObjectNode operation = paths.putObject(path).putObject("get").put("summary", summary);
        operation.putObject("responses").putObject("200").put("description", summary);
    }

    private ObjectNode labels() {
        ObjectNode label = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        label.putArray("required").add("id").add("label");
        ObjectNode properties = label.putObject("properties");
        properties.putObject("id").putArray("type").add("string").add("integer");
        if (pipeline.label().isNumber()) {
            properties.putObject("label").putArray("type").add("number").add("string");
        } else {
            ArrayNode classes = properties.putObject("label").putArray("enum");
            pipeline.label().classes().forEach(classes::add);
        }
        properties.putObject("labelledAt").putArray("type").add("string").add("integer");
        return label;
    }

    private static ObjectNode results() {
        ObjectNode results = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = results.putObject("properties");
        properties.putObject("error").put("type", "string");
        for (String count : List.of("accepted", "refused", "unacknowledged")) {
            properties.putObject(count).put("type", "integer");
        }
        properties
                .putObject("ignoredFields")
                .put("type", "array")
                .putObject("items")
                .put("type", "string");
        ObjectNode one = properties
                .putObject("results")
                .put("type", "array")
                .putObject("items")
                .put("type", "object");
        ObjectNode fields = one.putObject("properties");
        for (String number : List.of("partition", "offset", "line", "column")) {
            fields.putObject(number).put("type", "integer");
        }
        for (String text : List.of("id", "field", "error")) {
            fields.putObject(text).put("type", "string");
        }
        return results;
    }

    private static void reference(ObjectNode schema, String name) {
        schema.put("$ref", "#/components/schemas/" + name);
    }
}
