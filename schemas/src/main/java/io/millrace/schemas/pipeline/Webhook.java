package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** One receiver of drift alerts over HTTP. Secrets stay outside: the definition names the environment variables that hold them. */
public record Webhook(
        @Setting(doc = "Name of the webhook, in its consumer group, its metrics and messages.")
        String name,

        @Setting(doc = "Address to post to, http or https. Give it or urlVariable.")
        Optional<String> url,

        @Setting(doc = "Environment variable that holds the address, where the address is itself a secret.")
        Optional<String> urlVariable,

        @Setting(
                doc = "What is posted: the alert (json), or what Alertmanager takes at /api/v2/alerts (alertmanager).",
                byDefault = "json")
        Format format,

        @Setting(
                doc =
                        "Environment variable that holds the secret which requests are signed with; without it they are not signed.")
        Optional<String> secretVariable,

        @Setting(
                doc =
                        "Environment variable that holds an Authorization header, such as Bearer and a token; without it none is sent.")
        Optional<String> authorizationVariable,

        @Setting(
                doc = "An alert that was posted so often in vain is written to undelivered-alerts.",
                unit = "attempts",
                byDefault = "12")
        int attempts,

        @Setting(doc = "Longest time until a connection stands.", byDefault = "5s")
        Duration connectTimeout,

        @Setting(doc = "Longest time of one attempt, from connecting to the end of the answer.", byDefault = "10s")
        Duration timeout,

        @Setting(
                doc =
                        "Pause before the second attempt; it doubles with each further one, and is cut by chance to between half and all of it.",
                byDefault = "1s")
        Duration firstPause,

        @Setting(doc = "Longest pause between two attempts, one that Retry-After asks for included.", byDefault = "15m")
        Duration longestPause,

        @Setting(
                doc =
                        "How often an Alertmanager is told again of an open episode; it must be well below its resolve_timeout.",
                byDefault = "1m")
        Duration repeatEvery,

        @Setting(doc = "Page that an alert in Alertmanager links to, its generatorURL.")
        Optional<String> generatorUrl) {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int LARGEST_PORT = 65_535;
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    /** What is posted. */
    public enum Format {
        JSON,
        ALERTMANAGER
    }

    public Webhook {
        unless(
                name.matches("[a-z0-9][a-z0-9-]{0,39}"),
                "name",
                "'" + name
                        + "' must be lower-case letters, digits and hyphens, at most 40, starting with a letter or digit");
        unless(url.isPresent() || urlVariable.isPresent(), "url", "is missing: give it, or urlVariable");
        unless(url.isEmpty() || urlVariable.isEmpty(), "urlVariable", "must not be given beside url");
        url.ifPresent(text -> checkAddress("url", text));
        generatorUrl.ifPresent(text -> checkAddress("generatorUrl", text));
        checkVariable("urlVariable", urlVariable);
        checkVariable("secretVariable", secretVariable);
        checkVariable("authorizationVariable", authorizationVariable);
        unless(attempts >= 1 && attempts <= 1000, "attempts", "must be between 1 and 1000");
        checkPositive("connectTimeout", connectTimeout);
        checkPositive("timeout", timeout);
        unless(timeout.compareTo(Duration.ofMinutes(5)) <= 0, "timeout", "must not be longer than 5m");
        checkPositive("firstPause", firstPause);
        unless(longestPause.compareTo(firstPause) >= 0, "longestPause", "must not be shorter than firstPause");
        checkPositive("repeatEvery", repeatEvery);
    }

    /** @throws IllegalArgumentException where a text is no address to post to; the message does not repeat it */
    public static URI address(String text) {
        try {
            URI address = new URI(text.trim());
            if (address.getRawUserInfo() != null) {
                throw new IllegalArgumentException("must not hold a user or password: name an authorizationVariable");
            }
            if (address.getHost() != null
                    && SCHEMES.contains(address.getScheme())
                    && address.getPort() <= LARGEST_PORT) {
                return address;
            }
        } catch (URISyntaxException e) {
            // said below: its message repeats the text
        }
        throw new IllegalArgumentException("is no address such as https://example.com/alerts");
    }

    private static void checkAddress(String field, String text) {
        try {
            address(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(field, e.getMessage());
        }
    }

    /** The value is not repeated: it may be the secret itself. */
    private static void checkVariable(String field, Optional<String> variable) {
        unless(
                variable.isEmpty() || variable.get().matches(VARIABLE),
                field,
                "must be the name of an environment variable, not what it holds");
    }

    private static void checkPositive(String field, Duration duration) {
        unless(!duration.isNegative() && !duration.isZero(), field, "must be longer than zero");
    }
}
