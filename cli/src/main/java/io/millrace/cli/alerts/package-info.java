/** Drift episodes and what people make of them: {@link io.millrace.cli.alerts.AlertDesk} reads and writes the topics. */
package io.millrace.cli.alerts;
