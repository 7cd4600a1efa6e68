package io.millrace.models.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OnnxModelTest {
    private final byte[] softmax = graph("features", "probabilities");

    @Test
    void shouldAnswerRowByRow() {
        try (OnnxModel model = new OnnxModel(softmax)) {
            assertThat(model.features()).isEqualTo(2);
            assertThat(model.probabilities(new float[] {0, 0, 200, 0}, 2)).containsExactly(0.5f, 0.5f, 1f, 0f);
            assertThat(model.probabilities(new float[0], 0)).isEmpty();
        }
    }

    @Test
    void shouldUseTheFirstRowsOfALargerBuffer() {
        try (OnnxModel model = new OnnxModel(softmax)) {
            assertThat(model.probabilities(new float[] {0, 0, 200, 0}, 1)).containsExactly(0.5f, 0.5f);
        }
    }

    @Test
    void shouldAnswerInPlaceInMemoryOutsideTheHeap() {
        FloatBuffer matrix = direct(6).put(0, new float[] {0, 0, 200, 0, 7, 7});
        FloatBuffer answers = direct(6).put(4, -1);
        try (OnnxModel model = new OnnxModel(softmax)) {
            model.probabilitiesInto(matrix, 2, answers);
            assertThat(answers.get(0)).isEqualTo(0.5f);
            assertThat(answers.get(2)).isEqualTo(1);
            assertThat(answers.get(4)).isEqualTo(-1);
            assertThatThrownBy(() -> model.probabilitiesInto(FloatBuffer.allocate(2), 1, answers))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseBytesThatAreNoModel() {
        assertThatThrownBy(() -> new OnnxModel(new byte[] {1, 2, 3})).isInstanceOf(ModelRefused.class);
    }

    @Test
    void shouldNameTheInputItNeeds() {
        assertThatThrownBy(() -> new OnnxModel(graph("x", "probabilities")))
                .isInstanceOf(ModelRefused.class)
                .hasMessage("the ONNX model must have one input, features; it has [x]");
        assertThatThrownBy(() -> new OnnxModel(graph("features", "y")))
                .isInstanceOf(ModelRefused.class)
                .hasMessage("the ONNX model must have one output, probabilities; it has [y]");
    }

    @Test
    void shouldAnswerManyThreadsAlikeAndCloseBetweenTheirCalls() throws InterruptedException, ExecutionException {
        OnnxModel model = new OnnxModel(softmax);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(threads.submit(() -> callsUntilClosed(model)));
        }
        model.close();
        model.close();

        for (Future<Integer> calls : answers) {
            assertThat(calls.get()).isNotNegative();
        }
        threads.shutdown();
        assertThatThrownBy(() -> model.probabilities(new float[] {0, 0}, 1)).hasMessage("the ONNX model is closed");
    }

    private static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(Float.BYTES * values)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static int callsUntilClosed(OnnxModel model) {
        int calls = 0;
        try {
            while (true) {
                assertThat(model.probabilities(new float[] {0, 0}, 1)).containsExactly(0.5f, 0.5f);
                calls++;
            }
        } catch (IllegalStateException closed) {
            return calls;
        }
    }

    private static byte[] graph(String input, String output) {
        OnnxGraph graph = new OnnxGraph("test");
        String x = graph.input(input, 2);
        graph.output(graph.node("Softmax", Map.of("axis", 1L), x), output, 2);
        return graph.build(Map.of());
    }
}
