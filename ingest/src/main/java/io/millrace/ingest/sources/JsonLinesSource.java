package io.millrace.ingest.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.schemas.pipeline.FieldPath;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of a JSON-lines file, one object each. A line that is no JSON object is sent as it is, for the quarantine. Blank
 * lines are skipped. The id is the object's id field, where the pipeline names one, or {@code <file name>-<row>}, rows
 * counted from 1.
 */
public final class JsonLinesSource implements RecordSource {
    private static final ObjectReader OBJECT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(new TypeReference<LinkedHashMap<String, Object>>() {});

    private final TextFile file;
    private final Optional<FieldPath> idField;

    private JsonLinesSource(TextFile file, Optional<FieldPath> idField) {
        this.file = file;
        this.idField = idField;
    }

    /** @throws io.millrace.runtime.ServiceFailure where the file is missing */
    public static JsonLinesSource of(Path path, PipelineDefinition pipeline) {
        return new JsonLinesSource(
                new TextFile(path),
                pipeline.source().id().map(pipeline::fieldOf).map(FieldPath::of));
    }

    @Override
    public String name() {
        return file.sourceName();
    }

    @Override
    public ItemReader open(long position) {
        Lines lines = new Lines(file.open());
        try {
            for (long skipped = 0; skipped < position && lines.nextLine() != null; skipped++) {
                // the lines before the position were sent
            }
            return lines;
        } catch (RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    private final class Lines implements ItemReader {
        private final TextFile.Opened opened;
        private long line;
        private long row;

        Lines(TextFile.Opened opened) {
            this.opened = opened;
        }

        @Override
        public Optional<Item> next() {
            return Optional.ofNullable(nextLine()).map(this::item);
        }

        private String nextLine() {
            try {
                String text;
                do {
                    line++;
                    text = opened.reader().readLine();
                } while (text != null && text.isBlank());
                row += text == null ? 0 : 1;
                return text;
            } catch (IOException e) {
                throw file.unreadable(line, e);
            }
        }

        private Item item(String text) {
            String byRow = file.idOf(row);
            try {
                Map<String, Object> fields = OBJECT.readValue(text);
                if (fields != null) {
                    return new Item.Row(
                            idField.map(field -> text(field.in(fields))).orElse(byRow), fields);
                }
            } catch (JsonProcessingException e) {
                // no JSON object: the quarantine shows what it was
            }
            return new Item.Malformed(byRow, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        private static String text(Object id) {
            return id == null ? "" : id.toString();
        }

        @Override
        public double share() {
            return opened.share();
        }

        @Override
        public void close() {
            opened.close();
        }
    }
}
