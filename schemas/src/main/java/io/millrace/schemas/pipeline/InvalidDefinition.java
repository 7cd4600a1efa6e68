package io.millrace.schemas.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/** A pipeline definition that cannot be used, with every problem found in it, one line each. */
public final class InvalidDefinition extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * One thing to mend.
     *
     * @param file as the user named it
     * @param line from 1; 0 where the file as a whole is at fault
     * @param field dotted path such as {@code columns[2].min}; empty for the document itself
     */
    public record Problem(String file, int line, String field, String message) implements java.io.Serializable {
        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line : "") + ": " + (field.isEmpty() ? "" : field + ": ") + message;
        }
    }

    private final List<Problem> problems;

    InvalidDefinition(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
