package io.millrace.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learners.Layout;
import io.millrace.learners.Portfolio;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktestTest {
    private static final int ROWS = 1_500;

    private final PipelineDefinition pipeline = pipeline("");
    private final List<float[]> vectors = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    @TempDir
    private Path directory;

    /** By hand: predict each row, and learn the one that so many rows ago was predicted. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void shouldGetWhatAPlainSimulationGets(int delay) throws IOException {
        Path file = sums("sums.csv");
        Portfolio portfolio = new Portfolio(new Layout(List.of(0, 0)), 42);
        List<double[]> answers = new ArrayList<>();
        int right = 0;
        int noChangeRight = 0;
        for (int row = 0; row < ROWS + delay; row++) {
            if (row < ROWS) {
                answers.add(portfolio.predict(vectors.get(row)).clone());
            }
            int known = row - delay;
            if (known >= 0) {
                double[] answer = answers.get(known);
                int said = answer.length == 2 && answer[1] > answer[0] ? 1 : 0;
                right += said == labels.get(known) ? 1 : 0;
                int last = known - delay - 1;
                noChangeRight += labels.get(known).equals(last < 0 ? Integer.valueOf(0) : labels.get(last)) ? 1 : 0;
                portfolio.learn(vectors.get(known), labels.get(known));
            }
        }

        Map<String, Object> found = run(pipeline, file, delay).tree();

        assertThat(found.get("rows")).isEqualTo((long) ROWS);
        assertThat(found.get("accuracy")).isEqualTo((double) right / ROWS);
        assertThat(((Map<?, ?>) found.get("noChange")).get("accuracy")).isEqualTo((double) noChangeRight / ROWS);
        assertThat((double) found.get("accuracy")).isGreaterThan(0.85);
        assertThat((double) found.get("logLoss")).isLessThan(0.5);
        assertThat((double) ((Map<?, ?>) found.get("majority")).get("accuracy")).isCloseTo(0.5, within(0.1));
    }

    @Test
    void shouldGetTheSameEveryTime() throws IOException {
        Path file = sums("sums.csv");
        assertThat(withoutClock(run(pipeline, file, 5))).isEqualTo(withoutClock(run(pipeline, file, 5)));
    }

    @Test
    void shouldReadArffLikeCsv() throws IOException {
        Path csv = sums("sums.csv");
        List<String> lines = new ArrayList<>(List.of(
                "% made up",
                "@RELATION sums", "@ATTRIBUTE a numeric", "@attribute 'b' real", "@attribute y {0,1}", "", "@data"));
        lines.addAll(Files.readAllLines(csv).subList(1, ROWS + 1));
        Path arff = Files.write(directory.resolve("sums.arff"), lines);
        assertThat(withoutClock(run(pipeline, arff, 0))).isEqualTo(withoutClock(run(pipeline, csv, 0)));
    }

    @Test
    void shouldCountWhatIsPutAsideAndWhatHasNoLabel() throws IOException {
        Path file =
                Files.writeString(directory.resolve("dirty.csv"), "a,b,y\n1,1,1\nmuch,1,0\n1,1\n0,0,\n2,2,9\n0,0,0\n");
        BacktestResult result = run(pipeline, file, 0);
        assertThat(result.rows()).isEqualTo(6);
        assertThat(result.predicted()).isEqualTo(3);
        assertThat(result.labelled()).isEqualTo(2);
        assertThat(result.quarantined()).isEqualTo(Map.of("wrong-type", 1L, "malformed", 1L, "unknown-class", 1L));
        assertThat(result.html()).contains("<svg", "noChange");
    }

    @Test
    void shouldLearnTheVocabularyOfAColumnAsItGoes() throws IOException {
        PipelineDefinition learning = PipelineReader.parse(
                "name: p\ntask: binary-classification\nlabel: {column: y, classes: ['0', '1']}\ncolumns:\n  - {name: a, type: categorical, learn: 10}\n",
                "p.yaml");
        List<String> lines = new ArrayList<>(List.of("a,y"));
        for (int row = 0; row < 1_000; row++) {
            lines.add(row * 7 % 2 == 0 ? "even,1" : "odd,0");
        }
        Path file = Files.write(directory.resolve("words.csv"), lines);
        assertThat((double) run(learning, file, 0).tree().get("accuracy")).isGreaterThan(0.97);
    }

    @Test
    void shouldTellRowsThePastOfTheirEntity() throws IOException {
        String past = "source: {entity: who}\nhistory: {features: [{take: lag, of: a}]}\n";
        List<String> lines = new ArrayList<>(List.of("who,a,b,y"));
        SplittableRandom random = new SplittableRandom(3);
        double[] last = {1, 1, 1};
        for (int row = 0; row < ROWS; row++) {
            int who = random.nextInt(3);
            double a = random.nextDouble();
            lines.add("w%d,%s,0,%d".formatted(who, a, last[who] > 0.5 ? 1 : 0));
            last[who] = a;
        }
        Path file = Files.write(directory.resolve("lags.csv"), lines);

        assertThat((double) run(pipeline(past), file, 0).tree().get("accuracy")).isGreaterThan(0.9);
        assertThat((double) run(pipeline(""), file, 0).tree().get("accuracy")).isLessThan(0.6);
    }

    @Test
    void shouldSayWhatAFileCannotShow() {
        PipelineDefinition unlabelled = PipelineReader.parse(
                "name: p\ntask: binary-classification\nlabel: {classes: [a, b]}\ncolumns:\n  - {name: a, type: numeric}\n",
                "p.yaml");
        assertThatThrownBy(() -> new Backtest(unlabelled, new Backtest.Settings(1, 0, false)))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("needs label.column");
        assertThatThrownBy(() -> new Backtest(
                        pipeline("source: {entity: who}\nhistory: {features: [{take: last-label}]}\n"),
                        new Backtest.Settings(1, 0, false)))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("leave out last-label");
    }

    private static BacktestResult run(PipelineDefinition pipeline, Path file, int delay) {
        return new Backtest(pipeline, new Backtest.Settings(Long.MAX_VALUE, delay, false)).run(file);
    }

    private static Map<String, Object> withoutClock(BacktestResult result) {
        Map<String, Object> tree = result.tree();
        tree.remove("rowsPerSecond");
        tree.remove("loopSeconds");
        tree.remove("peakMemoryBytes");
        return tree;
    }

    /** The label says whether two numbers add up to more than one. */
    private Path sums(String name) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> lines = new ArrayList<>(List.of("a,b,y"));
        vectors.clear();
        labels.clear();
        for (int row = 0; row < ROWS; row++) {
            float a = (float) random.nextDouble();
            float b = (float) random.nextDouble();
            int label = a + b > 1 ? 1 : 0;
            vectors.add(new float[] {a, b});
            labels.add(label);
            lines.add(a + "," + b + "," + label);
        }
        return Files.write(directory.resolve(name), lines);
    }

    private static PipelineDefinition pipeline(String more) {
        return PipelineReader.parse("""
                name: sums
                task: binary-classification
                %slabel: {column: y, classes: ['0', '1']}
                columns:
                  - {name: a, type: numeric}
                  - {name: b, type: numeric}
                training: {seed: 42}
                """.formatted(more), "sums.yaml");
    }
}
