package io.millrace.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
    private static final String PIPELINE = """
            name: p
            task: binary-classification
            source: {%s}
            label: {column: y, classes: [a, b]}
            columns:
              - {name: x, type: numeric}
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldReadEveryFieldAsText() {
        Path file = file("d.csv", "x,y\n1,a\n,b\n\"1,5\",\"say \"\"a\"\"\"\n");
        assertThat(rows(CsvSource.of(file, pipeline("")), 0))
                .containsExactly(
                        new Item.Row("d.csv-1", Map.of("x", "1", "y", "a")),
                        new Item.Row("d.csv-2", Map.of("x", "", "y", "b")),
                        new Item.Row("d.csv-3", Map.of("x", "1,5", "y", "say \"a\"")));
    }

    @Test
    void shouldTellFieldsApartByWhatTheHeaderHasBetweenThem() {
        Item.Row row = new Item.Row("d.csv-1", Map.of("x", "1,5|2", "y", "a"));
        assertThat(rows(CsvSource.of(file("d.csv", "x;y\n1,5|2;a\n"), pipeline("")), 0))
                .containsExactly(row);
        assertThat(rows(CsvSource.of(file("d.csv", "\nx\ty\n1,5|2\ta\n"), pipeline("")), 0))
                .containsExactly(row);
        assertThat(rows(CsvSource.of(file("d.csv", "\"x\"|y\n1,5|a\n"), pipeline("")), 0))
                .containsExactly(new Item.Row("d.csv-1", Map.of("x", "1,5", "y", "a")));
        assertThat(rows(CsvSource.of(file("d.csv", "x,y,\"p;q\"\n1;5,a,2\n"), pipeline("")), 0))
                .containsExactly(new Item.Row("d.csv-1", Map.of("x", "1;5", "y", "a", "p;q", "2")));
        assertThat(rows(CsvSource.anyColumns(file("d.csv", "\"p,q\";r\n1,5;2\n")), 0))
                .containsExactly(new Item.Row("d.csv-1", Map.of("p,q", "1,5", "r", "2")));
        Path ragged = file("r.csv", "x;y\n1;a;b\n");
        assertThatThrownBy(() -> rows(CsvSource.of(ragged, pipeline("")), 0))
                .hasMessage(ragged
                        + ":2: has 3 fields where the header has 2: mend the row, or quote fields that hold ';'");
    }

    @Test
    void shouldReadArff() {
        Path file = file("d.arff", """
                % Old machines
                @RELATION machines
                @attribute x numeric
                @attribute 'the y' {'a b', c}

                @data
                0.5, 'a b'
                % nothing
                ?,c
                """);
        CsvSource source = CsvSource.anyColumns(file);
        List<Item> whole = rows(source, 0);
        assertThat(whole)
                .containsExactly(
                        new Item.Row("d.arff-1", Map.of("x", "0.5", "the y", "a b")),
                        new Item.Row("d.arff-2", Map.of("x", "?", "the y", "c")));
        assertThat(rows(source, 1)).isEqualTo(whole.subList(1, 2));
        try (CsvLines lines = new CsvLines(file)) {
            assertThat(lines.header()).containsExactly("x", "the y");
            assertThat(lines.next().orElseThrow().fields()).contains(Map.of("x", "0.5", "the y", "a b"));
            assertThat(lines.next().orElseThrow())
                    .isEqualTo(new CsvLines.Line(9, "d.arff-2", Optional.of(Map.of("x", "?", "the y", "c")), ""));
            assertThat(lines.next()).isEmpty();
        }
        Path ragged = file("r.arff", "@relation r\n@attribute x numeric\n@data\n1\n1,2\n");
        assertThatThrownBy(() -> rows(CsvSource.anyColumns(ragged), 0)).hasMessageStartingWith(ragged + ":5: has 2");
    }

    @Test
    void shouldNameRowsByTheIdColumnWhereThereIsOne() {
        Path file = file("d.csv", "x,y,k\n1,a,first\n2,b,\n");
        assertThat(rows(CsvSource.of(file, pipeline("id: k")), 0).stream().map(Item::id))
                .containsExactly("first", "");
    }

    @Test
    void shouldReadGzipWithAByteOrderMarkWindowsLineEndsAndBlankLines() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("\uFEFFx,y\r\n1,a\r\n\r\n2,b\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("d.csv.gz"), bytes.toByteArray());
        assertThat(rows(CsvSource.of(file, pipeline("")), 0))
                .containsExactly(
                        new Item.Row("d.csv.gz-1", Map.of("x", "1", "y", "a")),
                        new Item.Row("d.csv.gz-2", Map.of("x", "2", "y", "b")));
    }

    @Test
    void shouldGoOnFromAnyPosition() {
        Path file = file("d.csv", "x,y\n1,a\n2,b\n\n3,a\n4,b");
        CsvSource source = CsvSource.of(file, pipeline(""));
        List<Item> whole = rows(source, 0);
        for (int position = 0; position <= 4; position++) {
            assertThat(rows(source, position)).isEqualTo(whole.subList(position, 4));
        }
        assertThat(rows(source, 9)).isEmpty();
    }

    @Test
    void shouldBeAnotherSourceWhenTheContentIsAnother() {
        String before = CsvSource.anyColumns(file("d.csv", "x,y\n1,a\n")).name();
        assertThat(CsvSource.anyColumns(file("d.csv", "x,y\n1,a\n")).name()).isEqualTo(before);
        assertThat(CsvSource.anyColumns(file("d.csv", "x,y\n1,b\n")).name()).isNotEqualTo(before);
        assertThat(CsvSource.anyColumns(file("e e.csv", "x,y\n1,a\n")).name()).matches("e_e\\.csv-[0-9a-f]{12}-8");
    }

    @Test
    void shouldTellFileLineAndColumnsWhereDeclaredOnesAreMissing() {
        Path file = file("d.csv", "a,b\n1,2\n");
        assertThatThrownBy(() -> CsvSource.of(file, pipeline("")))
                .isInstanceOf(ServiceFailure.class)
                .hasMessage(file + ":1: lacks columns 'x' (columns), 'y' (label.column) of the pipeline; it has a, b");
    }

    @Test
    void shouldTellFileAndLineOfARowThatIsBroken() {
        Path ragged = file("d.csv", "x,y\n1,a\n\"2\n2\",b\n3\n");
        assertThatThrownBy(() -> rows(CsvSource.of(ragged, pipeline("")), 0))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageStartingWith(ragged + ":5: has 1 fields where the header has 2");
        Path quoted = file("q.csv", "x,y\n1,a\n\"2\"z,b\n");
        assertThatThrownBy(() -> rows(CsvSource.of(quoted, pipeline("")), 0))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageStartingWith(quoted + ":3: cannot be read on");
    }

    @Test
    void shouldTellThatAFileIsMissingEmptyOrNotText() throws IOException {
        Path missing = folder.resolve("none.csv");
        assertThatThrownBy(() -> CsvSource.anyColumns(missing)).hasMessage(missing + ": no such file: check the path");
        Path empty = file("empty.csv", "");
        assertThatThrownBy(() -> CsvSource.of(empty, pipeline("")))
                .hasMessageStartingWith(empty + ":1: is empty: a header line");
        Path latin = Files.write(folder.resolve("l.csv"), "x,y\n1,\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> rows(CsvSource.anyColumns(latin), 0))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("is not UTF-8 text");
        Path twice = file("t.csv", "x,y,x\n");
        assertThatThrownBy(() -> CsvSource.of(twice, pipeline(""))).hasMessageContaining(":1: names column 'x' twice");
        assertThatThrownBy(() -> RecordFiles.open(file("d.parquet", ""), pipeline("")))
                .hasMessageContaining("is of no known kind");
    }

    @Test
    void shouldTellThatAGzipFileIsCutOff() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("x,y\n1,a\n".repeat(10).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = bytes.toByteArray();
        Path cut = Files.write(folder.resolve("c.csv.gz"), java.util.Arrays.copyOf(whole, whole.length - 12));
        assertThatThrownBy(() -> rows(CsvSource.of(cut, pipeline("")), 0))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("cannot be read on");
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static PipelineDefinition pipeline(String source) {
        return PipelineReader.parse(PIPELINE.formatted(source), "p.yaml");
    }

    private static List<Item> rows(RecordSource source, long position) {
        List<Item> items = new ArrayList<>();
        try (ItemReader reader = source.open(position)) {
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                items.add(item.get());
            }
            assertThat(reader.share()).isEqualTo(1);
        }
        return items;
    }
}
