package io.millrace.schemas.pipeline;

import io.millrace.schemas.pipeline.InvalidDefinition.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a pipeline definition from YAML. Every problem is named by file, line and field; unknown keys are problems. The file is
 * treated as hostile: at most 1 MiB, 50 levels deep, 20 aliases.
 */
public final class PipelineReader {
    private static final int MAX_BYTES = Yaml.MAX_CHARACTERS;

    private PipelineReader() {}

    /** @throws InvalidDefinition with every problem found */
    public static PipelineDefinition read(Path file) {
        String name = file.toString();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw problem(name, 0, "is larger than 1 MiB: not a pipeline definition");
            }
            return parse(text(bytes), name);
        } catch (NoSuchFileException e) {
            throw problem(name, 0, "no such file. Make one with: millrace pipelines init data.csv --label COLUMN");
        } catch (AccessDeniedException e) {
            throw problem(name, 0, "cannot be read: permission denied");
        } catch (CharacterCodingException e) {
            throw problem(name, 0, "is not UTF-8 text");
        } catch (IOException e) {
            throw problem(name, 0, "cannot be read: " + e.getMessage());
        }
    }

    /**
     * @param name what to call the text in messages
     * @throws InvalidDefinition with every problem found
     */
    public static PipelineDefinition parse(String yaml, String name) {
        try {
            Node root = Yaml.compose(yaml).orElseThrow(() -> problem(name, 0, "is empty: not a pipeline definition"));
            return RecordBinder.bind(PipelineDefinition.class, root, name);
        } catch (Yaml.Refused e) {
            throw problem(name, e.line(), e.getMessage());
        }
    }

    private static String text(byte[] utf8) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(utf8))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static InvalidDefinition problem(String file, int line, String message) {
        return new InvalidDefinition(List.of(new Problem(file, line, "", message)));
    }
}
