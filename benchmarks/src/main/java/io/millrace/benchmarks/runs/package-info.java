/** Running one topology over records that are there already, and reading the clocks: {@link io.millrace.benchmarks.runs.Trial}. */
package io.millrace.benchmarks.runs;
