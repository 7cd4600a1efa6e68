package io.millrace.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.features.Encoder;
import io.millrace.runtime.Call;
import io.millrace.runtime.Health;
import io.millrace.runtime.Refusal;
import io.millrace.runtime.Reply;
import io.millrace.runtime.Route;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.scorer.inference.InferenceRoutes;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests over HTTP, answered by a model whose probability of A is the salary. */
class InferenceTest {
    private static final int MAX_BATCH = 3;
    private static final String TWO_RECORDS = """
            {"id": "7", "parameters": {"any": 1}, "inputs": [
              {"name": "salary", "datatype": "FP64", "shape": [2], "data": [0.75, 0.25]},
              {"name": "age", "datatype": "INT64", "shape": [2, 1], "data": [[30], [null]]}]}""";
    private static final String TWO_ANSWERS = """
            {"model_name":"loans","model_version":"4","id":"7","parameters":{"encoder":"%s","cold_start":false},"outputs":[\
            {"name":"label","datatype":"BYTES","shape":[2],"data":["A","B"]},\
            {"name":"confidence","datatype":"FP32","shape":[2],"data":[0.75,0.75]},\
            {"name":"probabilities","datatype":"FP32","shape":[2,2],"data":[0.75,0.25,0.25,0.75]}]}""";

    private final String encoder = Encoder.of(Loans.PIPELINE).fingerprint();
    private final FakeChampions champions = new FakeChampions();
    private final Inquiries inquiries = new Inquiries(10);
    private final InferenceLoop loop = new InferenceLoop(
            inquiries,
            champions,
            new Lineup(ServingModel.prior(Loans.PIPELINE.label())),
            MAX_BATCH,
            () -> health = Health.ready());
    private final List<Integer> calls = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Route> routes = routes(Loans.PIPELINE);
    private Health health = Health.starting("inference is starting");

    @AfterEach
    void close() {
        inquiries.close();
        loop.close();
    }

    @Test
    void shouldAnswerRecordsAndVectorsAlike() {
        serve();
        assertThat(ask(TWO_RECORDS)).isEqualTo("200 " + TWO_ANSWERS.formatted(encoder));
        assertThat(ask("""
                {"id": "7", "inputs": [{"name": "features", "datatype": "FP32", "shape": [2, 2], "data": [0.75, 30, 0.25, null]}]}""")).isEqualTo("200 " + TWO_ANSWERS.formatted(encoder));
    }

    @Test
    void shouldAnswerOnlyWhatIsAskedFor() {
        serve();
        assertThat(ask(TWO_RECORDS.replace("\"id\": \"7\"", "\"outputs\": [{\"name\": \"label\"}]")))
                .endsWith(
                        "\"outputs\":[{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"A\",\"B\"]}]}");
    }

    @Test
    void shouldAnswerTogetherWhatWaitsTogether() {
        serve();
        List<CompletableFuture<String>> waiting = List.of(send(TWO_RECORDS), send(TWO_RECORDS), send(TWO_RECORDS));
        loop.turn();
        assertThat(calls).as("four rows, three at a time").containsExactly(3, 1);
        assertThat(waiting.get(2)).isNotDone();
        loop.turn();
        assertThat(calls).containsExactly(3, 1, 2);
        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join()).isEqualTo("200 " + TWO_ANSWERS.formatted(encoder)));
    }

    @Test
    void shouldAnswerByTheLabelPriorBeforeThereIsAModel() {
        assertThat(join(send(TWO_RECORDS))).isEqualTo("503 inference is starting");
        loop.turn();
        assertThat(ask(TWO_RECORDS))
                .contains("\"model_version\":\"0\"", "\"cold_start\":true", "\"data\":[0.25,0.75,0.25,0.75]");
        assertThat(champions.wanted).containsExactly(encoder);
    }

    @Test
    void shouldSayWhatIsWrong() {
        serve();
        assertThat(ask("{")).startsWith("400 the body is no JSON: line 1, column 2: ");
        assertThat(ask("[]")).isEqualTo("400 the body must be an object");
        assertThat(ask("{} {}")).isEqualTo("400 the body goes on behind its object");
        assertThat(ask("{}")).isEqualTo("400 the request has no inputs");
        assertThat(ask(TWO_RECORDS + "x")).startsWith("400 the body is no JSON");
        assertThat(ask(TWO_RECORDS.replace("\"shape\": [2],", "\"shape\": [3],")))
                .isEqualTo("400 input salary has the shape [3] and 2 values");
        assertThat(ask(TWO_RECORDS.replace("\"shape\": [2],", "")))
                .isEqualTo("400 inputs[0] needs name, datatype, shape and data");
        assertThat(ask(TWO_RECORDS.replace("0.25", "\"much\"")))
                .isEqualTo("400 input salary has at place 1 of its data what is no FP64");
        assertThat(ask(TWO_RECORDS.replace("0.25", "1e999")))
                .isEqualTo("400 inputs[0] holds a number beyond what 64 bits hold");
        assertThat(ask(TWO_RECORDS.replace("FP64", "FP8")))
                .startsWith("400 inputs[0].datatype is none of the protocol's");
        assertThat(ask(TWO_RECORDS.replace("\"age\"", "\"height\"")))
                .isEqualTo("400 input height is no column of the pipeline: GET its model for their names");
        assertThat(ask(TWO_RECORDS.replace("\"age\"", "\"salary\""))).isEqualTo("400 input salary comes twice");
        assertThat(ask(TWO_RECORDS.replace("\"id\": \"7\"", "\"outputs\": [{\"name\": \"score\"}]")))
                .isEqualTo("400 there is no output score: there are label, confidence, probabilities");
        assertThat(ask("""
                {"inputs": [{"name": "salary", "datatype": "BYTES", "shape": [2], "data": ["1", "a lot"]}]}""")).startsWith("422 row 1, column salary: ");
        assertThat(ask("""
                {"inputs": [{"name": "features", "datatype": "FP32", "shape": [1, 3], "data": [1, 2, 3]}]}""")).isEqualTo("400 the vectors have 3 values, version 4 takes 2");
        assertThat(join(send("/v2/models/{model}/versions/{version}/infer", Map.of("version", "3"), TWO_RECORDS)))
                .isEqualTo("404 version 3 does not serve: version 4 does");
        assertThat(join(send("/v2/models/{model}/infer", Map.of("model", "cards"), TWO_RECORDS)))
                .isEqualTo("404 no model cards is served here: loans is");
        assertThat(meters.get("millrace.inference.requests")
                        .tag("status", "422")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("millrace.inference.rows").counter().count()).isZero();
    }

    @Test
    void shouldRefuseMoreThanItCanBear() {
        serve();
        String eleven = "[" + "0,".repeat(10) + "0]";
        assertThat(ask("""
                {"inputs": [{"name": "salary", "datatype": "FP64", "shape": [11], "data": %s}]}""".formatted(eleven))).startsWith("429 more than 10 rows wait already");
        String many = "[" + "0,".repeat(1_000) + "0]";
        assertThat(ask("""
                {"inputs": [{"name": "salary", "datatype": "FP64", "shape": [1001], "data": %s}]}""".formatted(many)))
                .isEqualTo("413 1001 rows are more than the 1000 of scoring.inference.maxRows");
    }

    @Test
    void shouldSayWhyAModelsAnswerIsNone() {
        champions.champion(new ServingModel(
                new Identity(4, 0, ""), encoder, 2, List.of("A", "B"), new FakeModel(2, Float.NaN, 1)));
        loop.turn();
        assertThat(ask(TWO_RECORDS)).isEqualTo("500 model version 4 answered with something that is no probability");
    }

    @Test
    void shouldGiveUpWhatIsNotAnsweredInTime() {
        serve();
        PipelineDefinition hasty = PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns:
                  - {name: salary, type: numeric}
                  - {name: age, type: numeric}
                scoring: {inference: {timeout: 1ms}}
                """, "loans.yaml");
        CompletableFuture<String> nobodyTurns = send(routes(hasty), "/v2/models/{model}/infer", Map.of(), TWO_RECORDS);
        assertThat(join(nobodyTurns)).isEqualTo("504 no answer within 1 ms (scoring.inference.timeout)");
        loop.turn();
        assertThat(calls).as("nobody waits for it any more").isEmpty();
    }

    @Test
    void shouldTakeOnlyVectorsWhereRecordsNeedTheStreamAroundThem() {
        PipelineDefinition learning = PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns:
                  - {name: salary, type: numeric}
                  - {name: city, type: categorical, learn: 10}
                """, "loans.yaml");
        serve();
        assertThat(join(send(routes(learning), "/v2/models/{model}/infer", Map.of(), TWO_RECORDS)))
                .isEqualTo(
                        "400 column city is encoded by what the stream has shown, so records cannot be answered here:"
                                + " send vectors, as the one input features");
        assertThat(join(send(routes(learning), "/v2/models/{model}", Map.of(), "")))
                .doesNotContain("salary");
    }

    @Test
    void shouldAcceptWhatThePageShows() throws IOException {
        PipelineDefinition shown = PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [approved, refused]}
                columns:
                  - {name: amount, type: numeric}
                  - {name: purpose, type: categorical, values: [car, house]}
                """, "loans.yaml");
        String body = Files.readAllLines(Path.of("..", "docs", "http.md")).stream()
                .filter(line -> line.contains("/v2/models/loans/infer -d '"))
                .map(line -> line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\'')))
                .findFirst()
                .orElseThrow();
        loop.turn();
        CompletableFuture<String> answer = send(routes(shown), "/v2/models/{model}/infer", Map.of(), body);
        loop.turn();
        assertThat(join(answer)).startsWith("200 {\"model_name\":\"loans\"");
    }

    @Test
    void shouldAnswerNumbers() {
        PipelineDefinition prices = PipelineReader.parse("""
                name: loans
                task: regression
                label: {mean: 1}
                columns:
                  - {name: salary, type: numeric}
                  - {name: age, type: numeric}
                """, "loans.yaml");
        champions.champion(new ServingModel(new Identity(4, 0, ""), encoder, 2, List.of(), new FakeModel(2, 12.5f)));
        loop.turn();

        CompletableFuture<String> answer = send(routes(prices), "/v2/models/{model}/infer", Map.of(), TWO_RECORDS);
        loop.turn();
        assertThat(join(answer))
                .endsWith(
                        "\"outputs\":[{\"name\":\"label\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[12.5,12.5]}]}");
        assertThat(join(send(routes(prices), "/v2/models/{model}", Map.of(), "")))
                .endsWith("\"outputs\":[{\"name\":\"label\",\"datatype\":\"FP32\",\"shape\":[-1]}]}");
    }

    @Test
    void shouldTellWhatTheModelTakesAndAnswers() {
        serve();
        assertThat(join(send("/v2/models/{model}", Map.of(), "")))
                .isEqualTo("200 {\"name\":\"loans\",\"versions\":[\"4\"],\"platform\":\"onnx_onnxv1\",\"inputs\":["
                        + "{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[-1,2]},"
                        + "{\"name\":\"salary\",\"datatype\":\"FP64\",\"shape\":[-1]},"
                        + "{\"name\":\"age\",\"datatype\":\"FP64\",\"shape\":[-1]}],\"outputs\":["
                        + "{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
                        + "{\"name\":\"confidence\",\"datatype\":\"FP32\",\"shape\":[-1]},"
                        + "{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,2]}]}");
        assertThat(join(send("/v2/models/{model}/ready", Map.of(), "")))
                .isEqualTo("200 {\"name\":\"loans\",\"ready\":true}");
        assertThat(join(send("/v2/health/ready", Map.of(), ""))).isEqualTo("200 {\"ready\":true}");
        assertThat(join(send("/v2", Map.of(), ""))).startsWith("200 {\"name\":\"millrace\"");
    }

    /** Bytes are changed, dropped and doubled at random places of a good body. */
    @Test
    void shouldAnswerAnyBodyWithAReason() {
        serve();
        Random random = new Random(1);
        int answered = 0;
        for (int i = 0; i < 10_000; i++) {
            String said = ask(new String(broken(random), StandardCharsets.ISO_8859_1));
            assertThat(said).matches("(200|400|413|422) .+");
            answered += said.startsWith("200") ? 1 : 0;
        }
        assertThat(answered).as("some changes do no harm").isBetween(100, 9_000);
    }

    private static byte[] broken(Random random) {
        byte[] body = TWO_RECORDS.getBytes(StandardCharsets.UTF_8);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(3)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] = body[random.nextInt(body.length)];
                default -> System.arraycopy(body, at, body, random.nextInt(at + 1), body.length - at);
            }
        }
        return body;
    }

    private void serve() {
        ScoringModel model = new ScoringModel() {
            @Override
            public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
                calls.add(rows);
                for (int row = 0; row < rows; row++) {
                    float salary = Math.max(0, Math.min(1, vectors.get(2 * row)));
                    probabilities.put(2 * row, salary).put(2 * row + 1, 1 - salary);
                }
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
        champions.champion(new ServingModel(new Identity(4, 0, ""), encoder, 2, List.of("A", "B"), model));
        loop.turn();
    }

    private String ask(String body) {
        CompletableFuture<String> answer = send(body);
        if (!answer.isDone()) {
            loop.turn();
        }
        return join(answer);
    }

    private static String join(CompletableFuture<String> answer) {
        return answer.join();
    }

    private CompletableFuture<String> send(String body) {
        return send("/v2/models/{model}/infer", Map.of(), body);
    }

    private CompletableFuture<String> send(String path, Map<String, String> parameters, String body) {
        return send(routes, path, parameters, body);
    }

    private List<Route> routes(PipelineDefinition pipeline) {
        return new InferenceRoutes(pipeline, inquiries, () -> health, meters, Runnable::run).routes();
    }

    /** Status and body, or the reason. */
    private static CompletableFuture<String> send(
            List<Route> routes, String path, Map<String, String> parameters, String body) {
        Map<String, String> all = new HashMap<>(Map.of("model", "loans"));
        all.putAll(parameters);
        Route route = routes.stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow();
        Call call = new Call("somebody", all, header -> null, body.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return route.handler()
                    .answer(call)
                    .toCompletableFuture()
                    .handle((reply, e) -> e == null ? said(reply) : reason(e));
        } catch (Refusal e) {
            return CompletableFuture.completedFuture(reason(e));
        }
    }

    private static String said(Reply reply) {
        return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static String reason(Throwable e) {
        Throwable cause = e instanceof CompletionException ? e.getCause() : e;
        return ((Refusal) cause).status() + " " + cause.getMessage();
    }
}
