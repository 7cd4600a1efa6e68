package io.millrace.features;

/**
 * A record, or its label, that broke a rule of the pipeline definition.
 *
 * @param field column at fault
 * @param message one line for a person: what was found and what was expected
 */
public record Refused(Reason reason, String field, String message) implements Encoding, LabelReading {}
