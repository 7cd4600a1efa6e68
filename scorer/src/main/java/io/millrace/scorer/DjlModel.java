package io.millrace.scorer;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxDevice;
import io.millrace.models.artefact.OnnxInspection;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.artefact.Probes;
import io.millrace.schemas.ModelVersion;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An ONNX model in DJL's ONNX Runtime engine; a batch goes in as one matrix. */
final class DjlModel implements ScoringModel {
    private final Model model;
    private final Predictor<Batch, float[]> predictor;
    private final int width;

    /** What one call is about. */
    private static final class Batch {
        private final FloatBuffer vectors;
        private final int rows;

        private Batch(FloatBuffer vectors, int rows) {
            this.vectors = vectors;
            this.rows = rows;
        }
    }

    private DjlModel(Model model, ModelVersion version) {
        this.model = model;
        this.predictor = model.newPredictor(new OneMatrix(version.getFeatures(), output(version)));
        this.width = Probes.width(version);
    }

    /**
     * Opens models, one at a time, by way of a file in that directory, because that is where DJL loads from. The file is gone when
     * the model is open; what a killed process left of it is overwritten by the next.
     *
     * @param device where they run
     */
    static ModelOpener in(Path directory, OnnxDevice device) {
        return (version, onnx) -> {
            OnnxInspection.check(onnx);
            Path file = directory.resolve("loading.onnx");
            try {
                Files.createDirectories(directory);
                Files.write(file, onnx);
                DjlModel model = open(version, file, device);
                Files.delete(file);
                return model;
            } catch (IOException e) {
                throw new NotYet("it cannot be written to " + file + " (" + e.getMessage() + ")", e);
            }
        };
    }

    private static DjlModel open(ModelVersion version, Path file, OnnxDevice device) throws IOException {
        // DJL's arrays stay in the machine's memory wherever the session computes: vectors come from there, and answers
        // go there
        Model model = Model.newInstance("version-" + version.getVersion(), Device.cpu(), ScorerEngine.NAME);
        try (SessionOptions options = device.options()) {
            // not by Criteria: it passes text options only, and none of them turns memory patterns off
            model.load(file, null, Map.of("sessionOptions", options));
            checkInput(model.getBlock().describeInput().keys());
            return new DjlModel(model, version);
        } catch (MalformedModelException | OrtException e) {
            model.close();
            throw new ModelRefused("the bytes are not a model ONNX Runtime can run: " + rootMessage(e), e);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    @Override
    public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
        try {
            float[] answers = predictor.predict(new Batch(vectors, rows));
            if (answers.length != rows * width) {
                throw new ModelRefused(
                        "the model answers %d numbers to %d rows, not %d a row".formatted(answers.length, rows, width));
            }
            probabilities.put(0, answers);
        } catch (TranslateException e) {
            throw new ModelRefused("the model failed on " + rows + " rows: " + rootMessage(e), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    private static void checkInput(List<String> inputs) {
        if (!inputs.equals(List.of(OnnxModel.INPUT))) {
            throw new ModelRefused(
                    "the ONNX model must have one input, %s; it has %s".formatted(OnnxModel.INPUT, inputs));
        }
    }

    private static String output(ModelVersion version) {
        return version.getClasses().isEmpty() ? OnnxModel.NUMBER : OnnxModel.OUTPUT;
    }

    private static String rootMessage(Throwable e) {
        return e.getCause() == null ? e.getMessage() : rootMessage(e.getCause());
    }

    /** Vectors in, answers out, without DJL's stacking of single rows, which is 90 times slower. */
    private record OneMatrix(int features, String output) implements NoBatchifyTranslator<Batch, float[]> {
        @Override
        public NDList processInput(TranslatorContext context, Batch batch) {
            FloatBuffer values = batch.vectors.slice(0, batch.rows * features);
            return new NDList(context.getNDManager().create(values, new Shape(batch.rows, features), DataType.FLOAT32));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList list) {
            NDArray answers = list.singletonOrThrow();
            if (!output.equals(answers.getName())) {
                throw new ModelRefused(
                        "the ONNX model must have one output, %s; it has %s".formatted(output, answers.getName()));
            }
            return answers.toFloatArray();
        }
    }
}
