package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Candidate;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.candidates.TestVersions;
import io.millrace.trainer.nets.PublicStream;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.TrainingWindow;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What beginning from the champion and older examples are worth on public streams; prints what the README tells. */
class WarmStartOnStreamsTest {
    private static final int WINDOW = 10_000;

    @ParameterizedTest
    @CsvSource({"ADULT, softmax", "ADULT, mlp", "BANK, mlp", "FOODMART_CARD, mlp"})
    void shouldReachTheLossFromScratchInFewerEpochsWhereThatTakesSome(PublicStream stream, String family)
            throws IOException {
        PublicStream.Examples examples = stream.read();
        Candidate before = train(examples, window(examples, 0), Replay.NONE, family, 60, Optional.empty());
        Candidate scratch = train(examples, window(examples, WINDOW / 2), Replay.NONE, family, 60, Optional.empty());
        int needed = Integer.parseInt(scratch.parameters().get("bestEpoch"));

        int warm = IntStream.rangeClosed(1, needed)
                .filter(epochs -> train(
                                        examples,
                                        window(examples, WINDOW / 2),
                                        Replay.NONE,
                                        family,
                                        epochs,
                                        Optional.of(incumbent(examples, before)))
                                .evaluation()
                                .loss()
                        <= scratch.evaluation().loss())
                .findFirst()
                .orElse(needed + 1);

        System.out.printf(
                Locale.ROOT,
                "%s, %s: log loss %.4f after %d epochs from scratch, after %d from the champion%n",
                stream,
                family,
                scratch.evaluation().loss(),
                needed,
                warm);
        assertThat(warm).isLessThanOrEqualTo(needed > 4 ? needed / 4 : needed);
    }

    /** A window of the young alone, after one of everybody. */
    @ParameterizedTest
    @ValueSource(strings = {"softmax", "mlp"})
    void shouldKeepWithOlderExamplesWhatADriftedWindowForgets(String family) throws IOException {
        PublicStream.Examples examples = PublicStream.ADULT.read();
        TrainingWindow everybody = examples.rows().first(WINDOW);
        TrainingWindow later = examples.rows().from(WINDOW);
        TrainingWindow young = where(later, age -> age < 30);
        TrainingWindow drifted = young.first(5_000);
        Candidate before = train(examples, everybody, Replay.NONE, family, 60, Optional.empty());
        Optional<Incumbent> champion = Optional.of(incumbent(examples, before));

        Measured scratch = measured(train(examples, drifted, Replay.NONE, family, 60, Optional.empty()), later);
        Measured warm = measured(train(examples, drifted, Replay.NONE, family, 60, champion), later);
        Measured tenth = measured(train(examples, drifted, replay(everybody, 500), family, 60, champion), later);
        Measured half = measured(train(examples, drifted, replay(everybody, 2_500), family, 60, champion), later);

        System.out.printf(
                Locale.ROOT,
                "%s: old %.3f, young %.3f from scratch; %.3f, %.3f from the champion; %.3f, %.3f with a tenth of older examples; %.3f, %.3f with half%n",
                family,
                scratch.old,
                scratch.young,
                warm.old,
                warm.young,
                tenth.old,
                tenth.young,
                half.old,
                half.young);
        assertThat(tenth.old).isLessThan(warm.old).isLessThan(scratch.old);
        assertThat(tenth.young).isLessThan(scratch.young + 0.02);
    }

    /** Log losses of those past 40, and of the young behind the window. */
    private record Measured(double old, double young) {}

    private static Measured measured(Candidate candidate, TrainingWindow later) {
        TrainingWindow young = where(later, age -> age < 30);
        return new Measured(
                loss(candidate, where(later, age -> age >= 40).first(5_000)), loss(candidate, young.from(5_000)));
    }

    private static double loss(Candidate candidate, TrainingWindow rows) {
        try (OnnxModel model = new OnnxModel(candidate.bytes().toArray())) {
            return Evaluation.of(model.probabilities(rows.matrix(), rows.rows()), rows.labels(), 2)
                    .logLoss();
        }
    }

    private interface Age {
        boolean fits(float age);
    }

    private static TrainingWindow where(TrainingWindow rows, Age age) {
        int[] fitting = IntStream.range(0, rows.rows())
                .filter(row -> age.fits(rows.matrix()[row * rows.features()]))
                .toArray();
        return picked(rows, fitting);
    }

    private static TrainingWindow picked(TrainingWindow rows, int[] which) {
        float[] matrix = new float[which.length * rows.features()];
        int[] labels = new int[which.length];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(rows.matrix(), which[i] * rows.features(), matrix, i * rows.features(), rows.features());
            labels[i] = rows.labels()[which[i]];
        }
        long[] each = IntStream.of(which).mapToLong(row -> 1_000_000 + row).toArray();
        return new TrainingWindow(rows.features(), matrix, labels, each);
    }

    private static Replay replay(TrainingWindow older, int examples) {
        List<OffsetRange> pieces = Replay.draw(List.of(new OffsetRange(0, 0L, (long) older.rows())), examples, 42);
        int[] which = pieces.stream()
                .flatMapToInt(piece -> IntStream.range((int) piece.getFrom(), (int) piece.getTo()))
                .toArray();
        TrainingWindow rows = picked(older, which);
        long[] each = IntStream.of(which).mapToLong(row -> -1 - row).toArray();
        return new Replay(Optional.of(new TrainingWindow(rows.features(), rows.matrix(), rows.labels(), each)), pieces);
    }

    private static TrainingWindow window(PublicStream.Examples examples, int from) {
        return examples.rows().from(from).first(WINDOW);
    }

    private static Incumbent incumbent(PublicStream.Examples examples, Candidate candidate) {
        ModelVersion version = TestVersions.champion(1, candidate.bytes(), "e1");
        version.put("family", candidate.family());
        version.put("classes", examples.classes());
        version.put("features", examples.layout().length());
        return new Incumbent(version, Optional.of(candidate.bytes()));
    }

    private static Candidate train(
            PublicStream.Examples examples,
            TrainingWindow rows,
            Replay replay,
            String family,
            int epochs,
            Optional<Incumbent> champion) {
        Training training = PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                training: {device: cpu, candidates: [%s], epochs: %d}
                """.formatted(family, epochs), "loans.yaml")
                .training();
        ResolvedWindow window = new ResolvedWindow(rows, "e1", List.of(), new ResolvedWindow.LeftOut(0, 0, 0, 0));
        Contest contest = Families.contest(training, Families.start(training));
        return (champion.isPresent() ? contest.from(champion) : contest)
                .rank(
                        Preparation.of(window, replay, training, examples.layout())
                                .window(),
                        new Problem(examples.layout(), examples.classes(), "e1"))
                .best();
    }
}
