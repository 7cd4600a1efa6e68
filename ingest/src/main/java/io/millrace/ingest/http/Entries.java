package io.millrace.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.millrace.runtime.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a payload apart. One JSON value in all: where it is broken nothing of it can be trusted, so all is refused. One a line: only
 * the broken line is. JSON is strict: no key twice, no deep nesting, no endless numbers.
 */
final class Entries {
    static final int DEEPEST = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(400)
                    .maxNameLength(1_000)
                    .maxStringLength(1 << 20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final ObjectReader reader;
    private final int most;
    private final List<Entry> entries = new ArrayList<>();

    private Entries(ObjectReader reader, int most) {
        this.reader = reader;
        this.most = most;
    }

    /**
     * @param most entries of a request
     * @throws Refusal where nothing of it can be taken: broken JSON, none or too many objects
     */
    static List<Entry> of(Payload payload, ObjectReader reader, int most) {
        Entries all = new Entries(reader, most);
        byte[] text = payload.text().array();
        try {
            if (payload.lines()) {
                all.lines(text);
            } else {
                all.whole(text);
            }
        } catch (JsonProcessingException e) {
            throw new Refusal(400, place(e, 1) + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Refusal(400, "the body cannot be read as JSON (" + e.getMessage() + ")");
        }
        if (all.entries.isEmpty()) {
            throw new Refusal(400, "the body holds no JSON object: send at least one");
        }
        return all.entries;
    }

    private void whole(byte[] text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    add(parser, 0);
                }
            } else if (first != null) {
                add(parser, 0);
            }
            if (parser.nextToken() != null) {
                throw new Refusal(
                        400,
                        "line " + parser.currentTokenLocation().getLineNr()
                                + ": more follows the first JSON value: send an array, or application/x-ndjson");
            }
        }
    }

    private void lines(byte[] text) throws IOException {
        int line = 1;
        for (int start = 0; start < text.length; line++) {
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            if (!isBlank(text, start, end)) {
                line(text, start, end, line);
            }
            start = end + 1;
        }
    }

    private void line(byte[] text, int start, int end, int line) throws IOException {
        int before = entries.size();
        try (JsonParser parser = JSON.createParser(text, start, end - start)) {
            parser.nextToken();
            add(parser, line - 1);
            if (parser.nextToken() != null) {
                entries.subList(before, entries.size()).clear();
                refuse(line, column(parser.currentTokenLocation()), "more follows the first JSON value of the line");
            }
        } catch (JsonProcessingException e) {
            entries.subList(before, entries.size()).clear();
            refuse(line, column(e.getLocation()), e.getOriginalMessage());
        }
    }

    /** @param linesBefore those that the parser does not know of */
    private void add(JsonParser parser, int linesBefore) throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        int line = linesBefore + start.getLineNr();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            refuse(line, column(start), "is no JSON object");
            return;
        }
        try {
            demandRoom();
            entries.add(reader.read(parser, entries.size()));
        } catch (Entry.Wrong e) {
            entries.add(e.at(line, column(start)));
        }
    }

    private void refuse(int line, int column, String error) {
        demandRoom();
        entries.add(new Entry.Refused(line, column, Optional.empty(), error));
    }

    private void demandRoom() {
        if (entries.size() == most) {
            throw new Refusal(413, "more than " + most + " objects: send them in smaller parts");
        }
    }

    private static boolean isBlank(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static String place(JsonProcessingException e, int line) {
        JsonLocation location = e.getLocation();
        return "line " + (location == null ? line : location.getLineNr()) + ", column " + column(location);
    }

    private static int column(JsonLocation location) {
        return location == null ? 1 : Math.max(1, location.getColumnNr());
    }
}
