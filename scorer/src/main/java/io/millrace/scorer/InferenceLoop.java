package io.millrace.scorer;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.Refusal;
import io.millrace.scorer.Inquiries.Inquiry;
import io.millrace.scorer.inference.Answer;
import io.millrace.scorer.inference.Vectors;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One incarnation of what answers over HTTP: with models of its own, so that neither requests delay predictions nor predictions them. One thread.
 */
final class InferenceLoop implements LoopService.Loop {
    private static final Duration IDLE_WAIT = Duration.ofMillis(100);

    private final Inquiries inquiries;
    private final Champions champions;
    private final Lineup lineup;
    private final int maxBatch;
    private final Runnable ready;
    private final Matrices matrices = new Matrices();
    private boolean opened;

    /**
     * Takes champions and lineup over: {@link #close} closes them.
     *
     * @param maxBatch most rows of one call of the model
     * @param ready called when a model or the prior serves
     */
    InferenceLoop(Inquiries inquiries, Champions champions, Lineup lineup, int maxBatch, Runnable ready) {
        this.inquiries = inquiries;
        this.champions = champions;
        this.lineup = lineup;
        this.maxBatch = maxBatch;
        this.ready = ready;
    }

    @Override
    public void turn() {
        takeOver();
        if (!opened) {
            opened = true;
            ready.run();
        }
        try {
            answer(inquiries.next(maxBatch, IDLE_WAIT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        LoopService.closing("the models of inference", lineup::close);
        LoopService.closing("the models consumer of inference", champions::close);
    }

    private void takeOver() {
        if (!opened) {
            champions.open();
        }
        lineup.follow(champions, model -> {});
        inquiries.serves(lineup.answering(champions.encoder()).version());
    }

    private void answer(List<Inquiry> together) {
        Map<ServingModel, List<Inquiry>> byModel = new LinkedHashMap<>();
        for (Inquiry inquiry : together) {
            ServingModel model = model(inquiry.vectors());
            if (!model.isPrior() && inquiry.vectors().length() != model.features()) {
                inquiry.answer()
                        .completeExceptionally(new Refusal(
                                400,
                                "the vectors have %d values, version %d takes %d"
                                        .formatted(inquiry.vectors().length(), model.version(), model.features())));
            }
            if (!inquiry.isOver()) {
                byModel.computeIfAbsent(model, asked -> new ArrayList<>()).add(inquiry);
            }
        }
        byModel.forEach(this::answer);
    }

    private ServingModel model(Vectors vectors) {
        String encoder = vectors.encoder().orElseGet(champions::encoder);
        ServingModel model = lineup.answering(encoder);
        if (model.isPrior() && vectors.encoder().isPresent()) {
            champions.want(encoder);
        }
        return model;
    }

    private void answer(ServingModel model, List<Inquiry> inquiries) {
        try {
            FloatBuffer answers = FloatBuffer.wrap(score(model, inquiries));
            int from = 0;
            for (Inquiry inquiry : inquiries) {
                settle(inquiry, model, answers, from);
                from += inquiry.vectors().rows() * model.width();
            }
        } catch (RuntimeException e) {
            inquiries.forEach(inquiry -> inquiry.answer()
                    .completeExceptionally(new Refusal(
                            500, "model version " + model.version() + " failed on these rows: " + e.getMessage())));
        }
    }

    private static void settle(Inquiry inquiry, ServingModel model, FloatBuffer answers, int from) {
        int width = model.width();
        int[] likeliest = new int[inquiry.vectors().rows()];
        for (int row = 0; row < likeliest.length; row++) {
            likeliest[row] = Likeliest.of(answers, from + row * width, width);
            if (likeliest[row] == Likeliest.NONE) {
                inquiry.answer().completeExceptionally(new Refusal(500, model.noAnswer()));
                return;
            }
        }
        float[] own = new float[likeliest.length * width];
        answers.get(from, own);
        inquiry.answer().complete(new Answer(model.version(), model.encoder(), model.classes(), likeliest, own));
    }

    /** All rows one behind the other, as many calls of the model as it takes. */
    private float[] score(ServingModel model, List<Inquiry> inquiries) {
        int total =
                inquiries.stream().mapToInt(inquiry -> inquiry.vectors().rows()).sum();
        int width = model.width();
        int capacity = Matrices.rows(maxBatch, model.features());
        matrices.fit(capacity, model.features(), width);
        float[] answers = new float[total * width];
        int filled = 0;
        int done = 0;
        for (Inquiry inquiry : inquiries) {
            Vectors vectors = inquiry.vectors();
            for (int from = 0; from < vectors.rows(); ) {
                int count = Math.min(vectors.rows() - from, capacity - filled);
                if (!model.isPrior()) {
                    vectors.copy(from, count, matrices.vectors(), filled);
                }
                from += count;
                filled += count;
                if (filled == capacity) {
                    done = call(model, filled, answers, done);
                    filled = 0;
                }
            }
        }
        call(model, filled, answers, done);
        return answers;
    }

    private int call(ServingModel model, int rows, float[] answers, int done) {
        if (rows == 0) {
            return done;
        }
        FloatBuffer probabilities = matrices.probabilities();
        model.model().scoreInto(matrices.vectors(), rows, probabilities);
        int values = rows * model.width();
        probabilities.get(0, answers, done, values);
        return done + values;
    }
}
