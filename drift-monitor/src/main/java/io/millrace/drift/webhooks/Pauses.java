package io.millrace.drift.webhooks;

import io.millrace.schemas.pipeline.Webhook;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait between attempts: twice as long each time, cut by chance so that receivers are not met by all at once. */
record Pauses(Duration first, Duration longest, RandomGenerator chance) {
    static Pauses of(Webhook webhook, RandomGenerator chance) {
        return new Pauses(webhook.firstPause(), webhook.longestPause(), chance);
    }

    /**
     * @param attempts made in vain, at least one
     * @param retryAfter what the receiver asked for; honoured up to the longest pause
     */
    Duration after(int attempts, Optional<Duration> retryAfter) {
        double whole = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, attempts - 1));
        Duration pause = Duration.ofMillis((long) (whole / 2 + chance.nextDouble() * whole / 2));
        Duration asked = retryAfter.orElse(Duration.ZERO);
        Duration wanted = asked.compareTo(pause) > 0 ? asked : pause;
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }
}
