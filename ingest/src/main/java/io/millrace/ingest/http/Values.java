package io.millrace.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON values as columns hold them. */
final class Values {
    /** Longest id, in bytes, as everywhere in the loop. */
    private static final int LONGEST_ID = 1_024;

    private Values() {}

    /** null, Boolean, Long, Double, String; a list or map where it is nested. Whole numbers beyond long become Double. */
    static Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) parser.getDoubleValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_ARRAY -> list(parser);
            default -> map(parser);
        };
    }

    /**
     * An id as a key can carry it.
     *
     * @throws Entry.Wrong where it is none
     */
    static String id(String field, Object value) throws Entry.Wrong {
        if (value == null) {
            throw new Entry.Wrong(field, "is missing: it is the record's id");
        }
        if (!(value instanceof String || value instanceof Long)) {
            throw new Entry.Wrong(field, "must be text or a whole number: it is the record's id");
        }
        String id = value.toString().trim();
        if (id.isEmpty()) {
            throw new Entry.Wrong(field, "is empty: it is the record's id");
        }
        if (bytes(field, id) > LONGEST_ID) {
            throw new Entry.Wrong(field, "has more than " + LONGEST_ID + " bytes: it is the record's id");
        }
        return id;
    }

    private static int bytes(String field, String id) throws Entry.Wrong {
        int bytes = 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == id.length()
                        || !Character.isLowSurrogate(id.charAt(i + 1))) {
                    throw new Entry.Wrong(field, "holds half a character: it is the record's id");
                }
                i++;
                bytes += 4;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }

    private static List<Object> list(JsonParser parser) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(parser));
        }
        return list;
    }

    private static Map<String, Object> map(JsonParser parser) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            map.put(name, read(parser));
        }
        return map;
    }
}
