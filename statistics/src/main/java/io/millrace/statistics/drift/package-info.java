/** Whether a stream still looks like its reference: sequential detectors and two-sample tests with stated false-alarm rates. */
package io.millrace.statistics.drift;
