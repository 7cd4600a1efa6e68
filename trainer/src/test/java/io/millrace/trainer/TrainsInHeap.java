package io.millrace.trainer;

import io.millrace.schemas.Example;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Trains the largest windows that are let through, as a program of its own, so that its heap is what it was given. */
final class TrainsInHeap {
    private TrainsInHeap() {}

    /** @param args files with pipeline definitions, whose largest windows that fit are trained one after the other */
    public static void main(String[] args) throws Exception {
        for (String file : args) {
            PipelineDefinition pipeline = PipelineReader.parse(Files.readString(Path.of(file)), file);
            int rows = largest(WindowMemory.of(pipeline));
            System.out.println(pipeline.name() + " " + train(pipeline, rows) + " of " + rows);
        }
    }

    private static ModelStatus train(PipelineDefinition pipeline, int rows) throws InterruptedException {
        Training training = pipeline.training();
        Answer answer = new Retraining(
                        pipeline,
                        new FakeModels(),
                        new Made(pipeline),
                        () -> Families.contest(training, Families.start(training)),
                        InstantSource.system())
                .answer(Requests.request("r", 0, 1, rows));
        return answer.version().orElseThrow().getStatus();
    }

    /** Of a topic that has more. */
    private static int largest(WindowMemory memory) {
        int fits = 1;
        for (int step = 1 << 20; step > 0; step /= 2) {
            fits += memory.fits(List.of(read(fits + step)), fits + step) ? step : 0;
        }
        return fits;
    }

    /** As many as are read for a window. */
    private static long read(int window) {
        return window + window / 4 + 100;
    }

    /** Every value is missing now and then, every code comes. */
    private record Made(PipelineDefinition pipeline) implements Examples {
        @Override
        public ResolvedWindow await(RetrainRequest request) {
            return window(read(request.getMaxExamples()), request.getMaxExamples(), 1);
        }

        @Override
        public Replay older(ResolvedWindow window, int examples, long seed) {
            return new Replay(Optional.of(window(examples, examples, 2).window()), List.of());
        }

        private ResolvedWindow window(long count, int most, long seed) {
            VectorLayout layout = VectorLayout.of(pipeline);
            WindowBuilder window =
                    new WindowBuilder(most, layout.length(), pipeline.label().classes());
            SplittableRandom random = new SplittableRandom(seed);
            for (long row = 0; row < count; row++) {
                window.add(0, row, row, example(layout, random, seed + "." + row));
            }
            return window.build();
        }

        private Example example(VectorLayout layout, SplittableRandom random, String id) {
            List<Float> values = new ArrayList<>(layout.length());
            for (VectorLayout.Slot slot : layout.slots()) {
                float value = slot.categorical() ? random.nextInt(slot.codes()) : (float) random.nextDouble();
                values.add(random.nextInt(50) == 0 ? Float.NaN : value);
            }
            String label = random.nextInt(3) == 0 ? "B" : "A";
            return new Example(id, "e1", Instant.EPOCH, values, label, 0L, null, null);
        }
    }
}
