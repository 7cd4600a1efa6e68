/** Trying a pipeline's rules on a file: {@link io.millrace.cli.clean.CleanRun} reads it, {@link io.millrace.cli.clean.Findings} counts. */
package io.millrace.cli.clean;
