package io.millrace.schemas.pipeline;

import io.millrace.schemas.pipeline.Column.Type;
import io.millrace.schemas.pipeline.PipelineDefinition.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A first pipeline definition from a sample of a table. It errs on the side of letting data through: what does not fit becomes
 * missing or unknown, and no bounds are declared. Every guess carries a comment.
 */
public final class DefinitionInference {
    /** Rows that are looked at, fewer in a very wide table; the rest of the sample is left alone. */
    public static final int MOST_ROWS = 20_000;

    private static final int LEAST_ROWS = 200;
    private static final int MOST_CELLS = 2_000_000;

    /** Classes that are whole numbers may be more than those that have decimals, which are measured more often than named. */
    private static final int MOST_WHOLE_CLASSES = 50;

    private static final int MOST_DECIMAL_CLASSES = 20;
    private static final int MOST_CLASSES = 200;
    private static final int LONGEST_CLASS = 100;

    private final List<ColumnSample> columns;
    private final ColumnSample label;
    private final int rows;
    private final boolean more;
    private final StringBuilder yaml = new StringBuilder();

    private DefinitionInference(List<ColumnSample> columns, ColumnSample label, int rows, boolean more) {
        this.columns = columns;
        this.label = label;
        this.rows = rows;
        this.more = more;
    }

    /**
     * YAML that {@link PipelineReader} accepts.
     *
     * @param pipeline name of the pipeline; see {@link #pipelineName}
     * @param label name of the column to predict
     * @param header column names, in the order of the rows' cells; a column without a name is left out
     * @param rows cells as text; a short row misses its last values, a long one loses them
     * @throws CannotInfer where the sample has no such label, or nothing to learn from
     */
    public static String infer(String pipeline, String label, List<String> header, Iterator<String[]> rows) {
        List<ColumnSample> samples = sampled(header, label);
        int most = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, MOST_CELLS / header.size()));
        int count = 0;
        for (; rows.hasNext() && count < most; count++) {
            String[] row = rows.next();
            for (int i = 0; i < samples.size(); i++) {
                samples.get(i).add(i < row.length ? row[i] : null);
            }
        }
        if (count == 0) {
            throw new CannotInfer("there are no rows to learn from");
        }
        ColumnSample labels = samples.remove(header.indexOf(label));
        samples.removeIf(sample -> sample.name().isBlank());
        String yaml = new DefinitionInference(samples, labels, count, rows.hasNext()).write(pipeline);
        PipelineReader.parse(yaml, "the inferred definition");
        return yaml;
    }

    /** A pipeline name from a file name: {@code /data/My Loans.csv.gz} gives {@code my-loans}. */
    public static String pipelineName(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        String slug = name.replaceFirst("(?<=.)\\..*", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "pipeline" : slug.substring(0, Math.min(slug.length(), 80));
    }

    private static List<ColumnSample> sampled(List<String> header, String label) {
        Set<String> seen = new HashSet<>();
        List<ColumnSample> samples = new ArrayList<>();
        for (String name : header) {
            if (!name.isBlank() && !seen.add(name)) {
                throw new CannotInfer("two columns are named '" + name + "'");
            }
            samples.add(new ColumnSample(name));
        }
        if (!seen.contains(label)) {
            throw new CannotInfer("there is no column '" + label + "'" + Spelling.hint(label, header) + ". Columns: "
                    + String.join(", ", header));
        }
        return samples;
    }

    private String write(String pipeline) {
        boolean number = labelIsNumber();
        List<String> classes = number ? List.of() : classes();
        line("# Inferred from " + (more ? "the first " : "") + rows + " rows. Comments mark guesses: check them.");
        line("name: " + Quoted.text(pipeline));
        line("task: " + Scalars.spelled(task(classes.size()))
                + (number ? "  # a number with " + label.distinct() + " different values" : ""));
        source();
        line("label:");
        line("  column: " + Quoted.text(label.name())
                + (label.missing() > 0 ? "  # missing in " + label.missing() + " rows" : ""));
        if (number) {
            number();
        } else {
            label(classes);
        }
        columns();
        training();
        return yaml.toString();
    }

    private boolean labelIsNumber() {
        return label.isNumeric() && label.distinct() > (label.isIntegers() ? MOST_WHOLE_CLASSES : MOST_DECIMAL_CLASSES);
    }

    private static Task task(int classes) {
        return switch (classes) {
            case 0 -> Task.REGRESSION;
            case 2 -> Task.BINARY_CLASSIFICATION;
            default -> Task.MULTICLASS_CLASSIFICATION;
        };
    }

    private List<String> classes() {
        String name = "the label '" + label.name() + "' ";
        if (label.distinct() > MOST_CLASSES || label.longest() > LONGEST_CLASS) {
            throw new CannotInfer(name + "has " + label.distinct() + " different values, up to " + label.longest()
                    + " characters long: more than " + MOST_CLASSES + " classes or " + LONGEST_CLASS
                    + " characters are not class names");
        } else if (label.distinct() < 2) {
            throw new CannotInfer(name + "has " + (label.distinct() == 0 ? "no value" : "only one value")
                    + " in the first " + rows + " rows: there is nothing to tell apart");
        }
        return label.byFrequency();
    }

    private void source() {
        Optional<ColumnSample> id =
                columns.stream().filter(ColumnGuess::namesRecords).findFirst();
        Optional<String> noAvroName = Stream.concat(columns.stream(), Stream.of(label))
                .map(ColumnSample::name)
                .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*"))
                .findFirst();
        if (id.isPresent() || noAvroName.isPresent()) {
            line("source:");
        }
        noAvroName.ifPresent(
                name -> line("  format: json  # " + Quoted.text(name) + " cannot be a field of an Avro record"));
        id.ifPresent(
                column -> line("  id: " + Quoted.text(column.name()) + "  # different in every row of the sample"));
    }

    private void label(List<String> classes) {
        line("  classes: " + Quoted.list(classes)
                + "  # the most frequent first; a class the sample lacks must be added");
        line("  prior:  # shares in the sample");
        classes.forEach(name -> line("    " + Quoted.text(name) + ": " + rounded(label.share(name))));
    }

    private void number() {
        double[] range = label.range();
        line("  mean: " + Quoted.number((float) label.mean()) + "  # of the sample, where labels lie from "
                + Quoted.number(range[0]) + " to " + Quoted.number(range[1]) + "; min and max put others aside");
    }

    private void columns() {
        List<ColumnGuess> guesses = columns.stream().map(ColumnGuess::of).toList();
        if (guesses.stream().allMatch(guess -> guess.type() == Type.IGNORED)) {
            throw new CannotInfer("no column but the label '" + label.name() + "' is left to learn from"
                    + IntStream.range(0, guesses.size())
                            .mapToObj(i -> columns.get(i).name() + " ("
                                    + guesses.get(i).why() + ")")
                            .collect(Collectors.joining(", ", ": ", "")));
        }
        line("columns:");
        IntStream.range(0, guesses.size()).forEach(i -> column(columns.get(i), guesses.get(i)));
    }

    private void column(ColumnSample sample, ColumnGuess guess) {
        line("  - name: " + Quoted.text(sample.name()));
        line("    type: " + Scalars.spelled(guess.type()) + (guess.why().isEmpty() ? "" : "  # " + guess.why()));
        if (guess.type() != Type.IGNORED) {
            line("    invalid: missing");
        }
        if (guess.commas()) {
            line("    decimal: comma");
        }
        if (guess.type() == Type.TIMESTAMP) {
            SampledTimes times = sample.times();
            line("    parts: "
                    + times.parts().stream().map(Scalars::spelled).toList()
                    + "  # what " + times.days() + " days go round; the others would only count the rows");
        }
        if (guess.type() == Type.CATEGORICAL) {
            line(
                    guess.buckets() > 0
                            ? "    buckets: " + guess.buckets()
                            : "    values: " + Quoted.list(guess.values()));
            line("    unseen: unknown");
        }
    }

    /** A first model after a twentieth of the rows, so that there is something left to predict. */
    private void training() {
        int minExamples = Math.max(100, Math.min(1000, rows / 20));
        line("training:  # by the number of rows");
        line("  minExamples: " + minExamples);
        line("  window: " + Math.max(minExamples, Math.min(10_000, rows / 2)));
    }

    private static String rounded(double share) {
        return String.format(Locale.ROOT, "%.5f", share);
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }
}
