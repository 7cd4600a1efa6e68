/**
 * What scoring costs beside a loop that only copies the same records, and beside a call of the model for each record. The public
 * door: {@link io.millrace.benchmarks.score.ScoreBench}.
 */
package io.millrace.benchmarks.score;
