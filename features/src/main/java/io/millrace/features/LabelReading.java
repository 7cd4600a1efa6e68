package io.millrace.features;

/** What a record says about its own label: a class, nothing, or something that is none of the classes. */
public sealed interface LabelReading permits LabelReading.Labelled, LabelReading.Unlabelled, Refused {
    /** @param value one of the pipeline's classes, spelled as the pipeline definition does */
    record Labelled(String value) implements LabelReading {}

    /** No label here; it may still come on the labels topic. */
    record Unlabelled() implements LabelReading {}
}
