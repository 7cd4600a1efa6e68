package io.millrace.models.artefact;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model in ONNX Runtime: one input {@code features} [N, features], one output, {@code probabilities} [N, classes] of a classifier or
 * {@code number} [N, 1] of a regression, both 32-bit floats. Thread-safe; a close waits for the calls that are under way.
 *
 * <p>What it reads and writes lies in memory of the machine wherever it runs: on a GPU ONNX Runtime copies inputs there, and answers back before a call returns.
 *
 * <p>A process that also uses DJL's OnnxRuntime engine must have asked DJL for that engine first.
 */
public final class OnnxModel implements Classifier, AutoCloseable {
    public static final String INPUT = "features";
    public static final String OUTPUT = "probabilities";

    /** Output of a model that answers a number. */
    public static final String NUMBER = "number";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final int features;
    private final String output;
    private final int width;
    /** Closing a session that another thread runs crashes the process: runs share the lock, the close has it alone. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean closed;

    /**
     * On the CPU.
     *
     * @throws ModelRefused where the bytes are no ONNX model, one of another interface, or fail the {@link OnnxInspection}
     */
    public OnnxModel(byte[] onnx) {
        this(onnx, OnnxDevice.CPU);
    }

    /** @throws ModelRefused where the bytes are no ONNX model, one of another interface, or fail the {@link OnnxInspection}; or where the device is none that can run it */
    public OnnxModel(byte[] onnx, OnnxDevice device) {
        OnnxInspection.check(onnx);
        this.environment = OrtEnvironment.getEnvironment();
        this.session = session(environment, onnx, device);
        try {
            this.features = width(session.getInputInfo(), "input", INPUT);
            this.output = session.getOutputInfo().containsKey(NUMBER) ? NUMBER : OUTPUT;
            this.width = width(session.getOutputInfo(), "output", output);
        } catch (OrtException | ModelRefused e) {
            close();
            throw e instanceof ModelRefused refused ? refused : new ModelRefused("the ONNX model cannot be read", e);
        }
    }

    /** Length of an input vector. */
    public int features() {
        return features;
    }

    /** How many classes it knows; 0 where it answers a number. */
    public int classes() {
        return output.equals(NUMBER) ? 0 : width;
    }

    /** What the exporter wrote into the file about the model, by name. */
    public Map<String, String> metadata() {
        lock.readLock().lock();
        try {
            checkOpen();
            return Map.copyOf(session.getMetadata().getCustomMetadata());
        } catch (OrtException e) {
            throw new ModelRefused("the metadata of the ONNX model cannot be read", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public float[] probabilities(float[] matrix, int rows) {
        if (matrix.length < rows * features) {
            throw new IllegalArgumentException(
                    "%d rows of %d features do not fit %d values".formatted(rows, features, matrix.length));
        }
        if (rows == 0) {
            return new float[0];
        }
        lock.readLock().lock();
        try {
            checkOpen();
            return run(FloatBuffer.wrap(matrix, 0, rows * features), rows);
        } catch (OrtException e) {
            throw new ModelRefused("the ONNX model failed on %d rows: %s".formatted(rows, e.getMessage()), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * The same without a copy, on the CPU: ONNX Runtime reads and writes where the numbers lie. On a GPU it copies from there and to there, and the answers are
     * all in place when the call returns. Both buffers are direct, in native order, and may be longer than the rows need.
     *
     * @param matrix encoded vectors, row after row from the beginning, NaN where a value is missing
     * @param rows how many, at least 1
     * @param answers filled with probabilities, row after row from the beginning
     */
    public void probabilitiesInto(FloatBuffer matrix, int rows, FloatBuffer answers) {
        if (!matrix.isDirect() || !answers.isDirect()) {
            throw new IllegalArgumentException("the matrices must lie outside the heap");
        }
        lock.readLock().lock();
        try {
            checkOpen();
            runInPlace(matrix.slice(0, rows * features), rows, answers.slice(0, rows * width));
        } catch (OrtException e) {
            throw new ModelRefused("the ONNX model failed on %d rows: %s".formatted(rows, e.getMessage()), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Idempotent. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the ONNX session cannot be closed", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private float[] run(FloatBuffer matrix, int rows) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, matrix, new long[] {rows, features});
                OrtSession.Result result = session.run(Map.of(INPUT, input))) {
            float[] probabilities = new float[rows * width];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(probabilities);
            return probabilities;
        }
    }

    /** Tensors over the same memory are made anew each time: that costs some microseconds a call, and calls vary in rows. */
    private void runInPlace(FloatBuffer matrix, int rows, FloatBuffer answers) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, matrix, new long[] {rows, features});
                OnnxTensor filled = OnnxTensor.createTensor(environment, answers, new long[] {rows, width})) {
            session.run(Map.of(INPUT, input), Set.of(), Map.of(output, filled)).close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the ONNX model is closed");
        }
    }

    private static OrtSession session(OrtEnvironment environment, byte[] onnx, OnnxDevice device) {
        try (OrtSession.SessionOptions options = device.options()) {
            return environment.createSession(onnx, options);
        } catch (OrtException e) {
            throw new ModelRefused("the bytes are not a model ONNX Runtime can run: " + e.getMessage(), e);
        }
    }

    private static int width(Map<String, NodeInfo> nodes, String kind, String name) {
        if (nodes.size() != 1 || !nodes.containsKey(name)) {
            throw new ModelRefused(
                    "the ONNX model must have one %s, %s; it has %s".formatted(kind, name, nodes.keySet()));
        }
        if (nodes.get(name).getInfo() instanceof TensorInfo tensor
                && !(name.equals(NUMBER) && tensor.getShape().length == 2 && tensor.getShape()[1] != 1)
                && tensor.type == OnnxJavaType.FLOAT
                && tensor.getShape().length == 2
                && tensor.getShape()[0] == -1
                && tensor.getShape()[1] > 0) {
            return (int) tensor.getShape()[1];
        }
        throw new ModelRefused("%s %s of the ONNX model must be float [N, width]; it is %s"
                .formatted(kind, name, nodes.get(name).getInfo()));
    }
}
