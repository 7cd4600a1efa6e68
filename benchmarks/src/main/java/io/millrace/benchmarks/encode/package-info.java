/**
 * What cleaning and encoding cost beside a topology that only decodes and re-encodes the same records. The public door: {@link
 * io.millrace.benchmarks.encode.EncodeBench}.
 */
package io.millrace.benchmarks.encode;
