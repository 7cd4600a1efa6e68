package io.millrace.schemas.pipeline;

import io.millrace.schemas.pipeline.InvalidDefinition.Problem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a pipeline definition from YAML. Every problem is named by file, line and field; unknown keys are problems. The file is
 * treated as hostile: at most 1 MiB, 50 levels deep, 20 aliases.
 */
public final class PipelineReader {
    private static final int MAX_BYTES = 1 << 20;

    private PipelineReader() {}

    /** @throws InvalidDefinition with every problem found */
    public static PipelineDefinition read(Path file) {
        String name = file.toString();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw whole(name, "is larger than 1 MiB: not a pipeline definition");
            }
            return parse(Files.readString(file), name);
        } catch (NoSuchFileException e) {
            throw whole(name, "no such file. Make one with: millrace pipelines init data.csv --label COLUMN");
        } catch (MalformedInputException e) {
            throw whole(name, "is not UTF-8 text");
        } catch (IOException e) {
            throw whole(name, "cannot be read: " + e.getMessage());
        }
    }

    /**
     * @param name what to call the text in messages
     * @throws InvalidDefinition with every problem found
     */
    public static PipelineDefinition parse(String yaml, String name) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setMaxAliasesForCollections(20)
                .setCodePointLimit(MAX_BYTES)
                .setAllowDuplicateKeys(false)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(yaml);
            return RecordBinder.bind(
                    PipelineDefinition.class,
                    root.orElseThrow(() -> whole(name, "is empty: not a pipeline definition")),
                    name);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            throw new InvalidDefinition(List.of(new Problem(name, line, "", "is not valid YAML: " + e.getProblem())));
        } catch (YamlEngineException e) {
            throw whole(name, "is not valid YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw whole(name, "is nested too deeply");
        }
    }

    private static InvalidDefinition whole(String file, String message) {
        return new InvalidDefinition(List.of(new Problem(file, 0, "", message)));
    }
}
