package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.statistics.profiles.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImputationTest {
    private static final float OPEN = Float.NaN;

    @Test
    void shouldLetTheDeclaredValueStandInAndSaySo() {
        String number = "{name: x, type: numeric, min: -1, missing: constant, fill: -1}";
        assertThat(encode(number, Figures.NONE, "")).isEqualTo(vector(1, 0, -1, 1));
        assertThat(encode(number, Figures.NONE, 5)).isEqualTo(vector(0, 0, 5, 0));
        String category =
                "{name: x, type: categorical, values: [Low, High], spellings: case, missing: constant, fill: high}";
        assertThat(encode(category, Figures.NONE, null)).isEqualTo(vector(1, 0, 2, 1));
        assertThat(encode("{name: x, type: boolean, missing: constant, fill: 'NO'}", Figures.NONE, null))
                .isEqualTo(vector(1, 0, 0, 1));
    }

    @Test
    void shouldLetWhatTheProfilesSayStandIn() {
        Figures figures = numbers(1, 2, 3, 10);
        assertThat(encode("{name: x, type: numeric, missing: mean, warmup: 4}", figures, null))
                .isEqualTo(vector(1, 0, 4, 1));
        assertThat(encode("{name: x, type: numeric, missing: median, warmup: 4}", figures, null))
                .isEqualTo(vector(1, 0, 2, 1));
        assertThat(encode(
                        "{name: x, type: categorical, values: [a, b], missing: mode, warmup: 4}",
                        categories("", "", "", "b", "b", "a"),
                        "?"))
                .isEqualTo(vector(1, 0, 2, 1));
        assertThat(encode(
                        "{name: x, type: boolean, trueValues: [ja], falseValues: [nein], missing: mode, warmup: 1}",
                        categories("true"),
                        null))
                .isEqualTo(vector(1, 0, 1, 1));
    }

    @Test
    void shouldPutWhatStandsInOnTheScaleOfTheColumn() {
        assertThat(encode("{name: x, type: numeric, missing: mean, bins: [3, 5], warmup: 1}", numbers(4), null))
                .isEqualTo(vector(1, 0, 2, 1));
        assertThat(encode(
                        "{name: x, type: numeric, min: 0, transform: sqrt, missing: median, warmup: 1}",
                        numbers(9),
                        ""))
                .isEqualTo(vector(1, 0, 3, 1));
    }

    @Test
    void shouldLeaveTheValueOpenUntilEnoughIsKnown() {
        String column = "{name: x, type: numeric, missing: median, warmup: 3}";
        assertThat(encode(column, numbers(1, 2), null)).isEqualTo(vector(1, 0, OPEN, 1));
        assertThat(encode(column, numbers(1, 2, 3), null)).isEqualTo(vector(1, 0, 2, 1));
        assertThat(encode("{name: x, type: boolean, missing: mode, warmup: 1}", numbers(7), null))
                .isEqualTo(vector(1, 0, OPEN, 1));
        assertThat(encode("{name: x, type: numeric, missing: last}", numbers(1, 2), null))
                .isEqualTo(vector(1, 0, OPEN, 1));
    }

    @Test
    void shouldTreatWhatARuleMadeMissingLikeWhatNeverCame() {
        String column =
                "{name: x, type: numeric, invalid: missing, max: 9, outside: missing, missing: constant, fill: 3}";
        assertThat(encode(column, Figures.NONE, "much")).isEqualTo(vector(1, 0, 3, 1));
        assertThat(encode(column, Figures.NONE, 10)).isEqualTo(vector(1, 0, 3, 1));
    }

    @Test
    void shouldTellWhatStandsInApartFromWhatWasThere() {
        List<String> heard = new ArrayList<>();
        CleanValues clean = new CleanValues() {
            @Override
            public void missing(String column) {
                heard.add("missing " + column);
            }

            @Override
            public void standsIn(String column, Object value) {
                heard.add(value + " for " + column);
            }

            @Override
            public void number(String column, double number) {
                heard.add("there was " + number);
            }
        };
        Encoder.of(profiled("{name: x, type: numeric, missing: mean, warmup: 1}"))
                .encode(Pipelines.record(Map.of()), knowing(numbers(4)), clean);
        assertThat(heard).containsExactly("missing x", "4.0 for x");
    }

    @Test
    void shouldNotTakeOneColumnsGapForTheNextOnes() {
        PipelineDefinition pipeline =
                Pipelines.columns("{name: x, type: numeric}", "{name: y, type: numeric, missing: constant, fill: 7}");
        assertThat(Encoder.of(pipeline).encode(Pipelines.record("y", 1))).isEqualTo(vector(1, 0, OPEN, 1, 0));
    }

    @Test
    void shouldAskForTheCodeOfALearnedCategoryThatStandsIn() {
        List<String> asked = new ArrayList<>();
        Encoder encoder =
                Encoder.of(Pipelines.columns("{name: x, type: categorical, learn: 9, missing: constant, fill: other}"));
        Knowledge codes = (column, value) -> {
            asked.add(value);
            return 5;
        };
        assertThat(encoder.encode(Pipelines.record(Map.of()), codes, CleanValues.UNHEARD))
                .isEqualTo(vector(1, 0, 5, 1));
        assertThat(asked).containsExactly("other");
    }

    @Test
    void shouldNameTheSlotsThatSayWhetherSomethingStandsIn() {
        PipelineDefinition pipeline =
                profiled("{name: x, type: numeric, missing: median, outliers: {by: iqr, action: flag}}");
        assertThat(VectorLayout.of(pipeline).slots())
                .extracting(VectorLayout.Slot::name)
                .containsExactly("x", "x.missing", "x.outlier");
    }

    @Test
    void shouldBeAnotherEncoderWithAnotherRule() {
        Stream<String> rules = Stream.of(
                "",
                ", missing: constant, fill: 1",
                ", missing: constant, fill: 2",
                ", missing: mean",
                ", missing: mean, warmup: 7",
                ", outliers: {by: iqr}",
                ", outliers: {by: iqr, limit: 2}",
                ", outliers: {by: iqr, action: missing}",
                ", outliers: {by: robust-z, limit: 2}");
        assertThat(rules.map(rule -> Encoder.of(profiled("{name: x, type: numeric" + rule + "}"))
                        .fingerprint()))
                .doesNotHaveDuplicates();
    }

    static Encoding encode(String column, Figures figures, Object value) {
        return Encoder.of(profiled(column)).encode(Pipelines.record("x", value), knowing(figures), CleanValues.UNHEARD);
    }

    static PipelineDefinition profiled(String column) {
        return PipelineReader.parse("""
                name: test
                task: binary-classification
                source: {entity: who}
                label: {classes: ['0', '1']}
                profiles: {window: 1h}
                columns:
                  - %s
                """.formatted(column), "test.yaml");
    }

    static Figures numbers(double... numbers) {
        Profile profile = new Profile();
        for (double number : numbers) {
            profile.add(number);
        }
        return Figures.of(List.of(profile));
    }

    static Figures upTo(int largest) {
        return numbers(IntStream.rangeClosed(1, largest).asDoubleStream().toArray());
    }

    private static Figures categories(String... categories) {
        Profile profile = new Profile();
        for (String category : categories) {
            profile.add(category);
        }
        return Figures.of(List.of(profile));
    }

    private static Knowledge knowing(Figures figures) {
        return new Knowledge() {
            @Override
            public int code(String column, String value) {
                return 0;
            }

            @Override
            public Figures figures(String column) {
                return figures;
            }
        };
    }

    static Encoded vector(int missing, int outliers, float... values) {
        return new Encoded(FloatVector.of(values), missing, 0, outliers, OptionalLong.empty());
    }
}
