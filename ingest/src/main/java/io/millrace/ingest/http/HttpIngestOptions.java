package io.millrace.ingest.http;

import java.time.Duration;
import picocli.CommandLine.Option;

/** What HTTP ingest takes, as options of a command line. Each may come from the environment instead. */
public final class HttpIngestOptions {
    @Option(
            names = "--http-max-body-bytes",
            paramLabel = "N",
            defaultValue = "${env:MILLRACE_INGEST_HTTP_MAX_BODY_BYTES:-16777216}",
            description =
                    "Largest body of a request, as sent and once inflated. Environment: MILLRACE_INGEST_HTTP_MAX_BODY_BYTES. Default: 16777216")
    int maxBodyBytes;

    @Option(
            names = "--http-max-records",
            paramLabel = "N",
            defaultValue = "${env:MILLRACE_INGEST_HTTP_MAX_RECORDS:-10000}",
            description = "Most records of a request. Environment: MILLRACE_INGEST_HTTP_MAX_RECORDS. Default: 10000")
    int maxRecords;

    @Option(
            names = "--http-max-in-flight",
            paramLabel = "N",
            defaultValue = "${env:MILLRACE_INGEST_HTTP_MAX_IN_FLIGHT:-50000}",
            description =
                    "Most records that Kafka has not acknowledged yet; above it 429. Environment: MILLRACE_INGEST_HTTP_MAX_IN_FLIGHT. Default: 50000")
    int maxInFlight;

    @Option(
            names = "--http-rate",
            paramLabel = "N",
            defaultValue = "${env:MILLRACE_INGEST_HTTP_RATE:-0}",
            description =
                    "Records per second of one client (token, or address); 0 for no limit. Environment: MILLRACE_INGEST_HTTP_RATE. Default: 0")
    double rate;

    @Option(
            names = "--http-delivery-timeout",
            paramLabel = "SECONDS",
            defaultValue = "${env:MILLRACE_INGEST_HTTP_DELIVERY_TIMEOUT:-20}",
            description =
                    "Kafka acknowledges within it, or the answer is 503. Environment: MILLRACE_INGEST_HTTP_DELIVERY_TIMEOUT. Default: 20")
    int deliveryTimeout;

    @Option(
            names = "--http-idempotency-window",
            paramLabel = "SECONDS",
            defaultValue = "${env:MILLRACE_INGEST_HTTP_IDEMPOTENCY_WINDOW:-600}",
            description =
                    "How long the reply to an Idempotency-Key is kept. Environment: MILLRACE_INGEST_HTTP_IDEMPOTENCY_WINDOW. Default: 600")
    int idempotencyWindow;

    /** @throws io.millrace.runtime.ServiceFailure where a value cannot be */
    public HttpIngestSettings settings() {
        return new HttpIngestSettings(
                maxBodyBytes,
                maxRecords,
                maxInFlight,
                rate,
                Duration.ofSeconds(deliveryTimeout),
                Duration.ofSeconds(idempotencyWindow));
    }
}
