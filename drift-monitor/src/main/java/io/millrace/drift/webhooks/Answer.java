package io.millrace.drift.webhooks;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What came of one attempt to post.
 *
 * @param status HTTP status; empty where there was no answer
 * @param retryAfter how long the receiver wants to be left alone
 * @param words one line for a person
 */
record Answer(Optional<Integer> status, Optional<Duration> retryAfter, String words) {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    static Answer none(String why) {
        return new Answer(Optional.empty(), Optional.empty(), why);
    }

    static Answer of(HttpResponse<String> response, Instant now) {
        String said = response.body().replaceAll("\\s+", " ").trim();
        return new Answer(
                Optional.of(response.statusCode()),
                response.headers().firstValue("Retry-After").flatMap(text -> retryAfter(text.trim(), now)),
                "HTTP " + response.statusCode() + (said.isEmpty() ? "" : ": " + said));
    }

    boolean isTaken() {
        return status.filter(code -> code / 100 == 2).isPresent();
    }

    /** Whether the same request may be taken later. */
    boolean mayPass() {
        return status.isEmpty()
                || status.get() >= 500
                || status.get() == REQUEST_TIMEOUT
                || status.get() == TOO_MANY_REQUESTS;
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    private static Optional<Duration> retryAfter(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, at)).filter(pause -> !pause.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
