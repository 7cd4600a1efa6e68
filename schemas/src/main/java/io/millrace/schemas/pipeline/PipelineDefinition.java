package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The whole contract with a user: what comes in, what is predicted, and how. Read from YAML by {@link PipelineReader}. */
public record PipelineDefinition(
        @Setting(doc = "Name of the pipeline; the prefix of its topics.")
        String name,

        @Setting(doc = "What is predicted.") Task task,

        @Setting(doc = "How records come in.", byDefault = "{}")
        Source source,

        @Setting(doc = "What the true answer is and where it comes from.")
        LabelDefinition label,

        @Setting(doc = "Columns in the order of the feature vector, and their cleaning and encoding rules.")
        List<Column> columns,

        @Setting(doc = "What vectors say about the past of their entity.", byDefault = "{}")
        History history,

        @Setting(doc = "Whether columns are profiled.", byDefault = "{}")
        Profiling profiles,

        @Setting(doc = "How predictions that met their labels are measured.", byDefault = "{}")
        Measuring metrics,

        @Setting(doc = "How models are trained.", byDefault = "{}")
        Training training,

        @Setting(doc = "How a candidate becomes champion, and stays it.", byDefault = "{}")
        Promotion promotion,

        @Setting(doc = "How records are scored.", byDefault = "{}")
        Scoring scoring,

        @Setting(doc = "What the drift monitor watches for.", byDefault = "{}")
        Drift drift,

        @Setting(doc = "Who is told of drift, beside whoever reads the topic.", byDefault = "{}")
        Alerts alerts,

        @Setting(doc = "Shape of the pipeline's topics.", byDefault = "{}")
        TopicSettings topics,

        @Setting(
                doc = "Delivery guarantee from the records topic to the predictions topic.",
                byDefault = "exactly-once")
        Delivery delivery) {

    /** Kind of prediction. */
    public enum Task {
        BINARY_CLASSIFICATION,
        MULTICLASS_CLASSIFICATION,
        REGRESSION
    }

    /** Delivery guarantee. */
    public enum Delivery {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    /** Slots of a vector that shows earlier records: those of some 80 kB. */
    private static final int MOST_SHOWN = 20_000;

    public PipelineDefinition {
        unless(
                name.matches("[a-z0-9][a-z0-9-]{0,79}"),
                "name",
                "'" + name
                        + "' must be lower-case letters, digits and hyphens, at most 80, starting with a letter or digit");
        columns = List.copyOf(columns);
        unless(columns.stream().anyMatch(Column::encoded), "columns", "at least one column must not be ignored");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).name();
            unless(names.add(column), "columns[" + i + "].name", "'" + column + "' is declared twice");
        }
        history.check(columns);
        unless(
                history.isEmpty() || source.entity().isPresent(),
                "history",
                "needs source.entity: the column that says whose past it is");
        long shown = (long) history.sequence() * (1 + VectorLayout.columns(columns));
        unless(
                shown <= MOST_SHOWN,
                "history.sequence",
                "makes vectors of %d slots, more than %d: show fewer records, or fewer buckets of texts"
                        .formatted(shown, MOST_SHOWN));
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            unless(
                    !column.asksProfiles() || profiles.window().isPresent(),
                    "columns[" + i + "]." + (column.missing().asksProfiles() ? "missing" : "outliers.by"),
                    "needs profiles.window: the profiles of all partitions say what is usual");
            unless(
                    column.missing() != Column.Missing.LAST || source.entity().isPresent(),
                    "columns[" + i + "].missing",
                    "last needs source.entity: the column that says whose last value it is");
        }
        for (int i = 0; i < drift.except().size(); i++) {
            String column = drift.except().get(i);
            unless(names.contains(column), "drift.except[" + i + "]", "'" + column + "' is none of the columns");
        }
        columns.forEach(column -> names.add(column.fieldOrName()));
        unless(
                label.column().filter(names::contains).isEmpty(),
                "label.column",
                "'" + label.column().orElse("") + "' is the label and must not be listed under columns as well");
        label.check(task);
        training.checkOf(history);
        if (label.isNumber()) {
            training.checkOfNumbers();
        } else {
            training.checkOfClasses();
        }
    }

    /** The field that a name in {@link #source} means: that of the column of this name, or the name itself. */
    public String fieldOf(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .map(Column::fieldOrName)
                .orElse(name);
    }

    /** Whether vectors hold anything of their entity's past: features of it, or a value that it had last. */
    public boolean hasPast() {
        return !history.isEmpty() || columns.stream().anyMatch(column -> column.missing() == Column.Missing.LAST);
    }

    /** The columns that become part of the feature vector, in its order. */
    public List<Column> encodedColumns() {
        return columns.stream().filter(Column::encoded).collect(Collectors.toUnmodifiableList());
    }
}
