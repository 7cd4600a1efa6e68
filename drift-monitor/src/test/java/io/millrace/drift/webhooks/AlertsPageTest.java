package io.millrace.drift.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.EpisodePhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The payloads in docs/alerts.md are what is posted. Renew them with -Dmillrace.renew=true. */
class AlertsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "alerts.md");

    private final DriftAlert alert = Alerts.alert("drift-3", EpisodePhase.CLOSED);

    @Test
    void shouldShowWhatIsPosted() throws IOException {
        assertCurrent("json", new PlainWording("loans"));
        assertCurrent("alertmanager", new AlertmanagerWording("loans", Optional.of("https://example.com/millrace")));
    }

    private void assertCurrent(String format, Wording wording) throws IOException {
        String told = wording.told(alert, Optional.empty(), Alerts.NOON);
        String block = "<!-- " + format + " -->\n```json\n"
                + new ObjectMapper().readTree(told).toPrettyString() + "\n```\n<!-- /" + format + " -->";
        if (Boolean.getBoolean("millrace.renew")) {
            Pattern old = Pattern.compile("<!-- " + format + " -->.*<!-- /" + format + " -->", Pattern.DOTALL);
            Files.writeString(PAGE, old.matcher(Files.readString(PAGE)).replaceFirst(Matcher.quoteReplacement(block)));
        }
        assertThat(Files.readString(PAGE))
                .as("docs/alerts.md is out of date: run mvn -pl drift-monitor -am test -Dtest=AlertsPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.renew=true, and commit it")
                .contains(block);
    }
}
