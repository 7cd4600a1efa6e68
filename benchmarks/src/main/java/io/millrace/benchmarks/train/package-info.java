/** The trainer beside a bare training loop, its reading of a window, and how long a new model takes from request to prediction. */
package io.millrace.benchmarks.train;
