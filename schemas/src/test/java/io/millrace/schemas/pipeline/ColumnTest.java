package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "type: text, missing: constant, fill: x           | missing: constant needs a numeric, categorical or boolean",
                "type: timestamp, missing: last                   | missing: last needs a numeric, categorical or boolean",
                "type: categorical, missing: mean                 | missing: only a numeric column has a mean: take mode",
                "type: numeric, missing: mode                     | missing: a numeric column has no mode",
                "type: numeric, missing: constant                 | fill: is missing",
                "type: numeric, fill: 1                           | fill: needs missing: constant",
                "type: numeric, missing: constant, fill: x        | fill: 'x' is not a number",
                "type: numeric, missing: constant, fill: -1, min: 0 | fill: -1 is outside min and max",
                "type: numeric, missing: constant, fill: 2, max: 1 | fill: 2 is outside min and max",
                "type: categorical, values: [a], missing: constant, fill: b | fill: 'b' is none of the values",
                "type: boolean, missing: constant, fill: perhaps  | fill: 'perhaps' is none of the values",
                "type: numeric, warmup: 0                         | warmup: must be between 1 and 1000000",
                "type: boolean, outliers: {by: iqr}               | outliers.by: only a numeric column has outliers",
                "type: numeric, outliers: {limit: 2}              | outliers.limit: needs by: robust-z, iqr or quantiles",
                "type: numeric, outliers: {action: flag}          | outliers.action: needs by: robust-z, iqr or quantiles",
                "type: numeric, outliers: {by: iqr, limit: 0}     | outliers.limit: must be between 0.1 and 1000",
                "type: numeric, outliers: {by: quantiles, limit: 0.5} | outliers.limit: must be above 0 and at most 0.25",
                "type: numeric, missing: median                   | missing: needs profiles.window",
                "type: numeric, outliers: {by: iqr}               | outliers.by: needs profiles.window",
                "type: numeric, missing: last                     | missing: last needs source.entity",
                "type: boolean, decimal: comma                    | decimal: only a numeric column has decimals",
                "type: boolean, thousands: ','                    | thousands: only a numeric column has thousands",
                "type: boolean, units: {m: 1}                     | units: only a numeric column has units",
                "type: numeric, thousands: ab                     | thousands: must be one of",
                "type: numeric, thousands: '.'                    | thousands: '.' marks the decimals",
                "type: numeric, thousands: ',', decimal: comma    | thousands: ',' marks the decimals",
                "type: numeric, thousands: ',', decimal: either   | thousands: ',' marks the decimals",
                "type: numeric, units: {2m: 1}                    | '2m' must neither start nor end like a number",
                "type: numeric, units: {m: 0}                     | the factor of 'm' must not be 0",
                "type: boolean, offsets: {m: 1}                   | offsets: only a numeric column has units",
                "type: numeric, offsets: {m: 1}                   | offsets: 'm' is none of the units",
                "type: numeric, units: {m: 1, km: 1000}, offsets: {cm: 1} | offsets: 'cm' is none of the units [m, km]",
                "type: boolean, transform: sqrt                   | transform: only a numeric column has a transform",
                "type: numeric, transform: sqrt                   | transform: sqrt needs a min of 0 or more",
                "type: numeric, transform: sqrt, min: -0.5        | transform: sqrt needs a min of 0 or more",
                "type: numeric, transform: log1p, min: -1         | transform: log1p needs a min above -1",
                "type: timestamp, bins: [1]                       | bins: only a numeric column has bins",
                "type: numeric, bins: [0, 10, 10]                 | bins: 10.0 must be above the edge before it, 10.0",
                "type: numeric, bins: [1], transform: log1p, min: 0 | bins: a column has bins or a transform, not both",
                "type: boolean, trueValues: [x], falseValues: [X] | falseValues: 'X' means true",
                "type: numeric, patterns: [yyyy]                  | patterns: only a timestamp column has patterns",
                "type: numeric, zone: Europe/Berlin               | zone: only a timestamp column has a zone",
                "type: timestamp, patterns: [foo]                 | patterns: 'foo' is no pattern",
                "type: timestamp, patterns: [HH:mm]               | patterns: 'HH:mm' has no whole date",
                "type: timestamp, patterns: [MMM yyyy]            | patterns: 'MMM yyyy' has no whole date",
                "type: timestamp, patterns: [dd.MM.yyyy hh:mm]    | 'dd.MM.yyyy hh:mm' has no whole time of day",
                "type: timestamp, patterns: [dd.MM.yyyy mm]       | 'dd.MM.yyyy mm' has no whole time of day",
                "type: numeric, trueValues: [ja]                  | trueValues: only a boolean column has words for true",
                "type: numeric, falseValues: [nein]               | falseValues: only a boolean column has words for false",
                "type: numeric, parts: [hour]                     | parts: only a timestamp column has parts",
                "type: numeric, cyclical: true                    | cyclical: only a timestamp column has parts that come",
                "type: timestamp, parts: []                       | parts: must name at least one part",
                "type: timestamp, parts: [hour, day, hour]        | parts: 'hour' is listed twice",
                "type: timestamp, parts: [yer]                    | parts[0]: 'yer' is not one of minute, hour, day, month",
                "type: categorical, encoding: tokens              | encoding: only a text column has an encoding",
                "type: categorical, ngrams: 2                     | ngrams: only a text column has n-grams",
                "type: categorical, tokens: 2                     | tokens: only a text column has tokens",
                "type: text, ngrams: 6                            | ngrams: must be between 1 and 5",
                "type: text, ngrams: 2, encoding: tokens          | ngrams: needs encoding words or characters",
                "type: text, tokens: 0, encoding: tokens          | tokens: must be between 1 and 256",
                "type: text, tokens: 8                            | tokens: needs encoding: tokens",
                "type: text, buckets: 5000                        | buckets: must be at most 4096 where each is a slot",
                "type: text, values: [a]                          | values: only a categorical column has a vocabulary",
                "type: timestamp, zone: Berlin                    | zone: 'Berlin' is no time zone",
                "type: numeric, spellings: case                   | spellings: only a categorical column",
                "type: numeric, synonyms: {a: b}                  | synonyms: only a categorical column",
                "type: categorical, values: [a, A], spellings: case | values: 'A' is listed twice, spelled differently",
                "type: categorical, values: [a], synonyms: {a: a} | synonyms: 'a' is a category itself",
                "type: categorical, values: [a], synonyms: {b: c} | synonyms: 'c' is none of the values",
                "type: categorical, spellings: case, synonyms: {b: c, B: d} | synonyms: 'B' is listed twice",
                "type: numeric, learn: 10                         | learn: only a categorical column has a vocabulary",
                "type: categorical, learn: 0                      | learn: must be between 1 and 100000",
                "type: categorical, learn: 10, values: [a]        | learn: the vocabulary is either declared (values) or",
                "type: categorical, learn: 10, unseen: reject     | unseen: a category is learned from the records",
            })
    void shouldRefuseFormsThatCannotBe(String column, String problem) {
        String yaml = "name: p\ntask: binary-classification\nlabel: {classes: [a, b]}\ncolumns:\n  - {name: x, "
                + column + "}\n";
        assertThatThrownBy(() -> PipelineReader.parse(yaml, "p.yaml"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("p.yaml:5: columns[0].")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd.MM.yyyy HH:mm",
                "d MMM yy",
                "uuuu-DDD",
                "yyyyMMddHHmmss",
                "MM/dd/yyyy hh:mm a",
                "EEE, dd MMM yyyy HH:mm:ss Z",
                "yyyy-MM-dd HH:mm VV",
                "yyyy-MM-dd HH:mm zzz",
                "YYYY-'W'ww-e",
                "yyyy-MM-dd[ HH:mm[:ss[.SSS]]][X]",
                "HH:mm:ss.SSSSSS dd/MM/yyyy",
                "yyyy-MM-dd HH",
                "dd MMMM y G"
            })
    void shouldTakePatternsThatNameADay(String pattern) {
        TimePattern.check(pattern);
    }

    @Test
    void shouldHaveDefaultsForAnyName() {
        Column column = Column.ofDefaults("{it's: \n odd}", Column.Type.TIMESTAMP);
        assertThat(column.name()).isEqualTo("{it's: \n odd}");
        assertThat(column.zone()).isEqualTo("UTC");
    }
}
