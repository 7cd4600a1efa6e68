package io.millrace.models.onnx;

/**
 * A column of codes that a net looks up in a table of its own.
 *
 * @param rows of the table; the first stands for codes that training did not show, and is all zeros
 * @param length of each row
 */
public record EmbeddedColumn(String name, int rows, int length) {}
