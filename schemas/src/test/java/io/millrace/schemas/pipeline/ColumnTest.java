package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "type: boolean, decimal: comma                    | decimal: only a numeric column has decimals",
                "type: boolean, thousands: ','                    | thousands: only a numeric column has thousands",
                "type: boolean, units: {m: 1}                     | units: only a numeric column has units",
                "type: numeric, thousands: ab                     | thousands: must be one of",
                "type: numeric, thousands: '.'                    | thousands: '.' marks the decimals",
                "type: numeric, thousands: ',', decimal: comma    | thousands: ',' marks the decimals",
                "type: numeric, thousands: ',', decimal: either   | thousands: ',' marks the decimals",
                "type: numeric, units: {2m: 1}                    | '2m' must neither start nor end like a number",
                "type: numeric, units: {m: 0}                     | the factor of 'm' must not be 0",
                "type: boolean, trueValues: [x], falseValues: [X] | falseValues: 'X' means true",
                "type: numeric, patterns: [yyyy]                  | patterns: only a timestamp column has patterns",
                "type: numeric, zone: Europe/Berlin               | zone: only a timestamp column has a zone",
                "type: timestamp, patterns: [foo]                 | patterns: 'foo' is no pattern",
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

    @Test
    void shouldHaveDefaultsForAnyName() {
        Column column = Column.ofDefaults("{it's: \n odd}", Column.Type.TIMESTAMP);
        assertThat(column.name()).isEqualTo("{it's: \n odd}");
        assertThat(column.zone()).isEqualTo("UTC");
    }
}
