package io.millrace.benchmarks.drift;

/**
 * What a detector of errors does at an error rate of 0.1 that becomes 0.3.
 *
 * @param falseAlarms per 10,000 outcomes before the change
 * @param outcomes from the change to the first alarm, on average
 * @param missed share of the changes that were not found within 5,000 outcomes, which count as such in the average
 */
record Delay(String detector, double falseAlarms, double outcomes, double missed) {}
