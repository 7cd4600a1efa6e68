package io.millrace.benchmarks.http;

import java.util.Locale;

/**
 * What was measured.
 *
 * @param httpPerSecond records per second over HTTP, acknowledged
 * @param barePerSecond records per second with a bare producer of the same bytes, acknowledged
 * @param processors of this machine
 * @param load of this machine over the last minute, this process included
 */
public record Throughput(
        double httpPerSecond, double barePerSecond, int batch, int clients, int processors, double load) {
    public double ratio() {
        return httpPerSecond / barePerSecond;
    }

    public String json() {
        return String.format(Locale.ROOT, """
                {
                  "benchmark": "ingest-http",
                  "recordsPerSecond": {"http": %.0f, "bareProducer": %.0f},
                  "ratios": {"httpToBareProducer": %.3f},
                  "batch": %d,
                  "clients": %d,
                  "processors": %d,
                  "load": %.2f
                }
                """, httpPerSecond, barePerSecond, ratio(), batch, clients, processors, load);
    }
}
