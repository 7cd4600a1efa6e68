package io.millrace.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeVariablesTest {
    private static final Pattern USED = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^#(\\w+)=(.*)$");

    @Test
    void shouldDocumentEveryVariableOfTheComposeFileWithItsDefault() throws IOException {
        Map<String, String> used = pairs(USED, "docker-compose.yml");

        assertThat(used).isNotEmpty().isEqualTo(pairs(DOCUMENTED, ".env"));
    }

    private static Map<String, String> pairs(Pattern pattern, String file) throws IOException {
        Map<String, String> pairs = new TreeMap<>();
        for (MatchResult found : pattern.matcher(Files.readString(Docker.PROJECT.resolve(file)))
                .results()
                .toList()) {
            String before = pairs.put(found.group(1), found.group(2));
            assertThat(before).as("two defaults of %s", found.group(1)).isIn(null, found.group(2));
        }
        return pairs;
    }
}
