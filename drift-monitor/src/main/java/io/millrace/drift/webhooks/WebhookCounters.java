package io.millrace.drift.webhooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of alerts at one webhook: each is sent, muted or failed. Counted since this process started. */
final class WebhookCounters {
    private final Counter sent;
    private final Counter muted;
    private final Counter failed;
    private final Counter retried;
    private final AtomicInteger failing;

    WebhookCounters(String pipeline, String webhook, MeterRegistry meters) {
        String[] tags = {"pipeline", pipeline, "webhook", webhook};
        sent = meters.counter("millrace.webhook.sent", tags);
        muted = meters.counter("millrace.webhook.muted", tags);
        failed = meters.counter("millrace.webhook.failed", tags);
        retried = meters.counter("millrace.webhook.retried", tags);
        failing = meters.gauge("millrace.webhook.failing", Tags.of(tags), new AtomicInteger());
    }

    void sent() {
        sent.increment();
        failing.set(0);
    }

    void muted() {
        muted.increment();
    }

    /** Given up. */
    void failed() {
        failed.increment();
        failing.incrementAndGet();
    }

    /** Something open was told again. */
    void repeated(boolean taken) {
        if (taken) {
            failing.set(0);
        } else {
            failing.incrementAndGet();
        }
    }

    /** An attempt was in vain, and another one will be made. */
    void retried() {
        retried.increment();
        failing.incrementAndGet();
    }
}
