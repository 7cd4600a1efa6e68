package io.millrace.cli.backtest;

import io.millrace.features.CleanValues;
import io.millrace.features.Encoder;
import io.millrace.features.FloatVector;
import io.millrace.ingest.sources.CsvLines;
import io.millrace.ingest.sources.CsvLines.Line;
import io.millrace.learners.Layout;
import io.millrace.processors.DryRun;
import io.millrace.processors.DryRun.Tried;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Puts the rows of a file through the cleaning and encoding of a pipeline, predicts each, and learns it once its label is known: by the portfolio of online
 * learners, beside no-change, majority or the mean, and the champion of the {@link Loop}. The same file, definition and settings give the same figures. For one thread.
 */
public final class Backtest {
    /** A time at which no row is late by the clock. */
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    private final PipelineDefinition pipeline;
    private final Settings settings;
    private final DryRun rules;
    private final Contest contest;
    private final Map<String, Contender> contenders;
    private final Optional<Loop> loop;
    private final Optional<Served> served;
    private final String encoder;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Map<String, Long> quarantined = new TreeMap<>();
    private long rows;
    private long predicted;
    private long labelled;
    private long loopNanos;

    static final String CHAMPION = "champion";

    /**
     * How it is done.
     *
     * @param limit rows that are read, at most
     * @param labelDelay how many further rows are predicted before the label of a row is known
     * @param loop whether a champion that is trained on windows runs beside, under the drift monitor
     * @param pace rows that come in a second of record time, at least 1
     */
    public record Settings(long limit, int labelDelay, boolean loop, int pace) {
        /** A row a second. */
        public Settings(long limit, int labelDelay, boolean loop) {
            this(limit, labelDelay, loop, 1);
        }
    }

    /** A row whose label is not known yet, and what each contender said; the champion's prediction where there is one. */
    private record Waiting(
            float[] values, Optional<String> label, List<double[]> answers, Optional<Prediction> prediction) {}

    /** @throws ServiceFailure where the definition asks for something that a file does not have */
    public Backtest(PipelineDefinition pipeline, Settings settings) {
        this(pipeline, settings, Optional.empty());
    }

    /**
     * @param served what the running system answered to the same rows; whoever gives it closes it
     * @throws ServiceFailure where the definition asks for something that a file does not have
     */
    public Backtest(PipelineDefinition pipeline, Settings settings, Optional<Served> served) {
        if (pipeline.label().column().isEmpty()) {
            throw new ServiceFailure("a backtest needs label.column: the column of the file that holds the label");
        }
        if (pipeline.history().takesLabels()) {
            throw new ServiceFailure(
                    "a backtest does not tell records the last label of their entity yet: leave out last-label");
        }
        this.pipeline = pipeline;
        this.settings = settings;
        this.served = served;
        this.encoder = Encoder.of(pipeline).fingerprint();
        this.rules = new DryRun(pipeline, NOW);
        this.contest = contest(pipeline, settings);
        this.contenders = contest.contenders();
        VectorLayout vectors = VectorLayout.of(pipeline);
        if (vectors.earlier() > 0) {
            contenders.computeIfPresent(Contest.OURS, (name, ours) -> new OfOwnRecord(ours, vectors.own()));
        }
        this.loop = settings.loop() ? Optional.of(new Loop(pipeline, settings.pace())) : Optional.empty();
        loop.ifPresent(services -> contenders.put(CHAMPION, contest.champion(services::predict)));
    }

    private static Contest contest(PipelineDefinition pipeline, Settings settings) {
        Layout layout = new Layout(VectorLayout.of(pipeline).ofOwn().slots().stream()
                .map(VectorLayout.Slot::codes)
                .toList());
        long seed = pipeline.training().seed();
        return pipeline.label().isNumber()
                ? new NumberContest(
                        pipeline.label(), layout, seed, (int) Math.min(Integer.MAX_VALUE, settings.labelDelay() + 1L))
                : new ClassContest(pipeline.label(), layout, seed);
    }

    /** @throws ServiceFailure where the file cannot be read */
    public BacktestResult run(Path file) {
        long start = System.nanoTime();
        try (CsvLines lines = new CsvLines(file, pipeline)) {
            Optional<Line> line = lines.next();
            while (line.isPresent() && rows < settings.limit()) {
                take(line.get());
                line = lines.next();
            }
        }
        while (!waiting.isEmpty()) {
            learn(waiting.remove());
        }
        loop.ifPresent(Loop::close);
        double loopSeconds = loopNanos / 1e9;
        double seconds = (System.nanoTime() - start) / 1e9 - loopSeconds;
        return new BacktestResult(
                contest,
                rows,
                predicted,
                labelled,
                Collections.unmodifiableMap(quarantined),
                Collections.unmodifiableMap(contenders),
                loop,
                served,
                rows / seconds,
                loopSeconds);
    }

    private void take(Line line) {
        rows++;
        Map<String, Object> fields = line.fields().orElse(Map.of());
        if (line.fields().isEmpty()) {
            quarantine("malformed");
            return;
        }
        String id = rules.idOf(fields::get, line.id());
        Tried tried = rules.put(id, fields::get, CleanValues.UNHEARD);
        if (tried.why().isPresent()) {
            quarantine(tried.why().get().reason().code());
            return;
        }
        predict(id, tried.vector().orElseThrow(), tried.label());
    }

    private void quarantine(String reason) {
        quarantined.merge(reason, 1L, Long::sum);
        loop.ifPresent(services -> services.quarantined(reason));
    }

    private void predict(String id, FloatVector vector, Optional<String> label) {
        float[] values = vector.toArray();
        served.ifPresent(answers -> answers.row(id, values, encoder));
        List<double[]> answers = new ArrayList<>(contenders.size());
        Optional<Prediction> prediction = Optional.empty();
        for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
            long start = System.nanoTime();
            double[] answer = contender.getValue().predict(values);
            answers.add(answer);
            if (contender.getKey().equals(CHAMPION)) {
                prediction = loop.map(champion -> champion.predicted(values, answer));
                loopNanos += System.nanoTime() - start;
            }
        }
        predicted++;
        waiting.add(new Waiting(values, label, answers, prediction));
        if (waiting.size() > settings.labelDelay()) {
            learn(waiting.remove());
        }
    }

    private void learn(Waiting row) {
        if (row.label().isEmpty()) {
            return;
        }
        labelled++;
        double label = contest.label(row.label().get());
        int place = 0;
        for (Contender contender : contenders.values()) {
            contender.learn(row.values(), row.answers().get(place++), label);
        }
        long start = System.nanoTime();
        row.prediction()
                .ifPresent(prediction -> loop.orElseThrow()
                        .labelled(prediction, row.values(), row.label().get()));
        loopNanos += System.nanoTime() - start;
    }
}
