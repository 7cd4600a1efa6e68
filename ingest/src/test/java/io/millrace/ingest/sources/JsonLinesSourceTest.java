package io.millrace.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSourceTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSendObjectsAndPassOnWhatIsNone() throws IOException {
        RecordSource source = source("", "{\"x\":1,\"y\":\"a\"}\n\n{\"x\":2.5,\n[1]\nnull\n{\"x\":1} {\"x\":2}\n");
        assertThat(items(source, 0))
                .containsExactly(
                        new Item.Row("d.jsonl-1", Map.of("x", 1, "y", "a")),
                        malformed("d.jsonl-2", "{\"x\":2.5,"),
                        malformed("d.jsonl-3", "[1]"),
                        malformed("d.jsonl-4", "null"),
                        malformed("d.jsonl-5", "{\"x\":1} {\"x\":2}"));
        assertThat(items(source, 3)).first().isEqualTo(malformed("d.jsonl-4", "null"));
    }

    @Test
    void shouldNameObjectsByTheIdFieldWhereThereIsOne() throws IOException {
        assertThat(items(source("id: k", "{\"k\":7}\n{\"k\":\"b\"}\n{\"k\":null}\n{}\n"), 0)
                        .map(Item::id))
                .containsExactly("7", "b", "", "");
        assertThat(items(source("id: meta.k", "{\"meta\":{\"k\":7}}\n{\"meta.k\":\"b\"}\n{\"meta\":7}\n"), 0)
                        .map(Item::id))
                .containsExactly("7", "b", "");
    }

    private RecordSource source(String settings, String text) throws IOException {
        String yaml = """
                name: p
                task: binary-classification
                source: {%s}
                label: {classes: [a, b]}
                columns: [{name: x, type: numeric}]
                """.formatted(settings);
        Path file = Files.writeString(folder.resolve("d.jsonl"), text);
        return RecordFiles.open(file, PipelineReader.parse(yaml, "p.yaml"));
    }

    private static Stream<Item> items(RecordSource source, long position) {
        ItemReader reader = source.open(position);
        return Stream.generate(reader::next).takeWhile(Optional::isPresent).map(Optional::orElseThrow);
    }

    private static Item malformed(String id, String text) {
        return new Item.Malformed(id, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
