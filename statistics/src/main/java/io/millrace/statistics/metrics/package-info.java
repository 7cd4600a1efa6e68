/** How well predictions met their labels: prequential metrics beside their baselines. */
package io.millrace.statistics.metrics;
