package io.millrace.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HttpDocsTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @Test
    void shouldAcceptWhatThePageShows() throws Exception {
        List<String> commands = Files.readAllLines(Path.of("..", "docs", "http.md")).stream()
                .map(String::trim)
                .filter(line -> line.startsWith("curl http://") && !line.contains("/v2/")) // those are the scorer's
                .toList();
        assertThat(commands).hasSizeGreaterThan(4);
        try (Serving serving = Serving.of(Serving.YAML)) {
            for (String command : commands) {
                HttpResponse<String> reply = run(serving, words(command));
                assertThat(reply.statusCode())
                        .as(command + " → " + reply.body())
                        .isIn(200, 202);
            }
        }
    }

    @Test
    void shouldDocumentEverySetting() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        new CommandLine(new HttpIngestOptions())
                .getCommandSpec()
                .options()
                .forEach(option -> assertThat(readme).contains("`" + option.longestName() + " " + option.paramLabel()));
    }

    /** As curl would: {@code -H} a header, {@code -d} a body. */
    private static HttpResponse<String> run(Serving serving, List<String> words) throws Exception {
        String path = URI.create(words.get(1)).getPath();
        String type = Serving.JSON;
        String body = null;
        List<String> headers = new ArrayList<>();
        for (int i = 2; i < words.size(); i += 2) {
            String[] header = words.get(i + 1).split(": ", 2);
            if (words.get(i).equals("-d")) {
                body = words.get(i + 1);
            } else if (header[0].equals("Content-Type")) {
                type = header[1];
            } else {
                headers.addAll(List.of(header));
            }
        }
        return body == null
                ? serving.get(path)
                : serving.post(path, type, body.getBytes(StandardCharsets.UTF_8), headers.toArray(String[]::new));
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }
}
