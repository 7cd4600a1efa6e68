package io.millrace.scorer.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.runtime.Call;
import io.millrace.runtime.Health;
import io.millrace.runtime.Refusal;
import io.millrace.runtime.Reply;
import io.millrace.runtime.Route;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Inference;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What the Open Inference Protocol version 2 asks over HTTP (KServe, "Predict Protocol - Version 2"): whether the server and its one model, the pipeline, are ready, what the model
 * takes and answers, and its answers. Thread-safe.
 */
public final class InferenceRoutes {
    private static final int MOST_BODY_BYTES = 4 << 20;
    private static final String MODEL = "model";
    private static final String VERSION = "version";
    private static final String ONE = "/v2/models/{" + MODEL + "}";
    private static final String ONE_VERSION = ONE + "/versions/{" + VERSION + "}";

    private final PipelineDefinition pipeline;
    private final Inference settings;
    private final Rows rows;
    private final Inferrer inferrer;
    private final Supplier<Health> health;
    private final InferenceMeters meters;
    private final Executor repliers;

    /**
     * @param health of what answers
     * @param repliers write answers
     */
    public InferenceRoutes(
            PipelineDefinition pipeline,
            Inferrer inferrer,
            Supplier<Health> health,
            MeterRegistry meters,
            Executor repliers) {
        this.pipeline = pipeline;
        this.settings = pipeline.scoring().inference();
        this.rows = new Rows(pipeline, settings.maxRows());
        this.inferrer = inferrer;
        this.health = health;
        this.meters = new InferenceMeters(meters);
        this.repliers = repliers;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v2", Route.Access.TRUSTED, call -> now(this::server)),
                Route.get("/v2/health/live", Route.Access.ANYBODY, call -> now(json -> flag(json, "live"))),
                Route.get("/v2/health/ready", Route.Access.ANYBODY, call -> {
                    checkReady();
                    return now(json -> flag(json, "ready"));
                }),
                Route.get(ONE + "/ready", Route.Access.ANYBODY, this::modelReady),
                Route.get(ONE_VERSION + "/ready", Route.Access.ANYBODY, this::modelReady),
                Route.get(ONE, Route.Access.TRUSTED, this::model),
                Route.get(ONE_VERSION, Route.Access.TRUSTED, this::model),
                Route.post(ONE + "/infer", MOST_BODY_BYTES, this::infer),
                Route.post(ONE_VERSION + "/infer", MOST_BODY_BYTES, this::infer));
    }

    private CompletionStage<Reply> infer(Call call) {
        Timer.Sample since = meters.start();
        CompletableFuture<Reply> reply;
        try {
            reply = answer(call);
        } catch (Refusal e) {
            reply = CompletableFuture.failedFuture(e);
        }
        return reply.whenComplete((done, e) -> meters.replied(since, status(done, e)));
    }

    private static int status(Reply reply, Throwable e) {
        if (e == null) {
            return reply.status();
        }
        return cause(e) instanceof Refusal refusal ? refusal.status() : 500;
    }

    private CompletableFuture<Reply> answer(Call call) {
        checkModel(call);
        checkReady();
        checkEncoding(call);
        InferRequest request = InferRequest.parse(call.body());
        Answers.check(request, pipeline.label().isNumber());
        Vectors vectors = rows.of(request.inputs());
        return inferrer.infer(vectors)
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(answer -> reply(request, answer), repliers)
                .exceptionallyCompose(e -> CompletableFuture.failedFuture(explained(cause(e))));
    }

    private Reply reply(InferRequest request, Answer answer) {
        meters.answered(answer.rows());
        return Reply.json(200, Answers.of(pipeline.name(), request, answer));
    }

    private static Throwable cause(Throwable e) {
        return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    }

    private Throwable explained(Throwable cause) {
        return cause instanceof TimeoutException
                ? new Refusal(
                        504, "no answer within " + settings.timeout().toMillis() + " ms (scoring.inference.timeout)")
                : cause;
    }

    /** The protocol's binary form and compression are extensions. */
    private static void checkEncoding(Call call) {
        if (call.header("Inference-Header-Content-Length").isPresent()
                || !call.header("Content-Encoding").orElse("identity").equals("identity")) {
            throw new Refusal(415, "only plain JSON is taken, neither binary data nor compressed bodies");
        }
    }

    private void checkModel(Call call) {
        String asked = call.parameter(MODEL);
        if (!asked.equals(pipeline.name())) {
            throw new Refusal(404, "no model " + asked + " is served here: " + pipeline.name() + " is");
        }
        String version = call.parameter(VERSION);
        String serving = Long.toString(inferrer.version());
        if (version != null && !version.equals(serving)) {
            throw new Refusal(404, "version " + version + " does not serve: version " + serving + " does");
        }
    }

    private void checkReady() {
        Health now = health.get();
        if (!now.isReady()) {
            throw new Refusal(503, now.reason());
        }
    }

    private CompletionStage<Reply> modelReady(Call call) {
        checkModel(call);
        checkReady();
        return now(json -> {
            json.writeStartObject();
            json.writeStringField("name", pipeline.name());
            json.writeBooleanField("ready", true);
            json.writeEndObject();
        });
    }

    private void server(JsonGenerator json) throws IOException {
        String version = InferenceRoutes.class.getPackage().getImplementationVersion();
        json.writeStartObject();
        json.writeStringField("name", "millrace");
        json.writeStringField("version", version == null ? "unpackaged" : version);
        json.writeArrayFieldStart("extensions");
        json.writeEndArray();
        json.writeEndObject();
    }

    private CompletionStage<Reply> model(Call call) {
        checkModel(call);
        return now(json -> {
            json.writeStartObject();
            json.writeStringField("name", pipeline.name());
            json.writeArrayFieldStart("versions");
            json.writeString(Long.toString(inferrer.version()));
            json.writeEndArray();
            json.writeStringField("platform", "onnx_onnxv1");
            json.writeArrayFieldStart("inputs");
            tensor(json, Rows.FEATURES, "FP32", -1, rows.length());
            for (Column column : rows.columns()) {
                tensor(json, column.name(), datatype(column), -1);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("outputs");
            if (pipeline.label().isNumber()) {
                tensor(json, "label", "FP32", -1);
            } else {
                tensor(json, "label", "BYTES", -1);
                tensor(json, "confidence", "FP32", -1);
                tensor(
                        json,
                        "probabilities",
                        "FP32",
                        -1,
                        pipeline.label().classes().size());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static String datatype(Column column) {
        return switch (column.type()) {
            case NUMERIC -> "FP64";
            case BOOLEAN -> "BOOL";
            default -> "BYTES";
        };
    }

    private static void tensor(JsonGenerator json, String name, String datatype, int... shape) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("datatype", datatype);
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeEndObject();
    }

    private static void flag(JsonGenerator json, String name) throws IOException {
        json.writeStartObject();
        json.writeBooleanField(name, true);
        json.writeEndObject();
    }

    private static CompletionStage<Reply> now(Answers.Writing body) {
        return CompletableFuture.completedFuture(Reply.json(200, Answers.json(body)));
    }
}
