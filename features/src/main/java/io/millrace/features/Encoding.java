package io.millrace.features;

/** What came of encoding one record: a vector or a refusal. */
public sealed interface Encoding permits Encoded, Refused {}
