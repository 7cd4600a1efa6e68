package io.millrace.trainer.online;

/** A part of an answer and its weight in the whole. */
record Weighed<T>(T part, double weight) {}
