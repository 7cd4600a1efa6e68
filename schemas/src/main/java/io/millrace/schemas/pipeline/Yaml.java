package io.millrace.schemas.pipeline;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML 1.2 text as nodes that know their lines. Text is treated as hostile: bounded in length, depth and aliases. */
final class Yaml {
    static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 20;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(MAX_CHARACTERS)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setAllowNonScalarKeys(true) // refused by the binder, which knows the line
            .setSchema(new CoreSchema())
            .build();

    /** Text that is not YAML, or more than we read. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;

        Refused(int line, String message, Throwable cause) {
            super(message, cause);
            this.line = line;
        }

        /** From 1; 0 where the text as a whole is at fault. */
        int line() {
            return line;
        }
    }

    private Yaml() {}

    /** The root of the one document; nothing where the text is empty. */
    static Optional<Node> compose(String text) throws Refused {
        try {
            // The composer recurses where the parser does not: measure before composing.
            checkDepth(text);
            return new Compose(SETTINGS).composeString(text);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            throw new Refused(line, "is not valid YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new Refused(0, "is not valid YAML: " + firstLine(e.getMessage()), e);
        }
    }

    /** The node of a text that was written here, not by a user. */
    static Node trusted(String text) {
        return new Compose(SETTINGS).composeString(text).orElseThrow();
    }

    private static void checkDepth(String text) throws Refused {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                int line = event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
                throw new Refused(line, "is nested more than " + MAX_DEPTH + " levels deep", null);
            }
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
