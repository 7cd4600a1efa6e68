package io.millrace.schemas.pipeline;

import java.util.Comparator;
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
        private static final int LONGEST = 500;

        public Problem {
            field = onOneLine(field);
            message = onOneLine(message);
        }

        /** What the file says is in the messages, whatever it says. */
        private static String onOneLine(String text) {
            String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
            return shown.replaceAll("\\p{Cntrl}", "·");
        }

        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line : "") + ": " + (field.isEmpty() ? "" : field + ": ") + message;
        }
    }

    private static final int MOST_SHOWN = 50;

    private final List<Problem> problems;

    InvalidDefinition(List<Problem> found) {
        this(found.stream().sorted(Comparator.comparingInt(Problem::line)).toList(), found.size() - MOST_SHOWN);
    }

    private InvalidDefinition(List<Problem> problems, int hidden) {
        super(problems.stream().limit(MOST_SHOWN).map(Problem::toString).collect(Collectors.joining("\n"))
                + (hidden > 0 ? "\nand " + hidden + " more problems" : ""));
        this.problems = problems;
    }

    /** Every problem, in the order of the lines. */
    public List<Problem> problems() {
        return problems;
    }
}
