/** Ingest over HTTP beside a bare producer. The public door: {@link io.millrace.benchmarks.http.IngestHttpBench}. */
package io.millrace.benchmarks.http;
