package io.millrace.cli.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.serde.Bytes;
import io.millrace.schemas.serde.MalformedRecord;
import io.millrace.schemas.serde.SchemaRefused;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An entry as JSON. Bytes are shown as what they are: Avro of a known schema and JSON as JSON, other text as text, the rest as
 * {@code base64:...}.
 */
public final class EntryPage {
    private final UserRecords avro;
    private final ObjectMapper json = new ObjectMapper();

    public EntryPage(SchemaRegistry registry) {
        this.avro = new UserRecords(registry);
    }

    public ObjectNode of(Entry entry) {
        Rejected rejected = entry.rejected();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("at", entry.place().toString()).put("replayed", entry.replayed());
        page.put("stage", rejected.getStage()).put("reason", rejected.getReason());
        page.put("field", rejected.getField()).put("message", rejected.getMessage());
        page.put("id", rejected.getId());
        ObjectNode original = page.putObject("original");
        original.put("topic", rejected.getOriginalTopic()).put("partition", rejected.getOriginalPartition());
        original.put("offset", rejected.getOriginalOffset());
        original.put("timestamp", rejected.getOriginalTimestamp().toString());
        original.set("key", shown(rejected.getOriginalKey()));
        original.set("value", shown(rejected.getOriginalValue()));
        ObjectNode headers = original.putObject("headers");
        rejected.getOriginalHeaders().forEach(header -> headers.set(header.getName(), shown(header.getValue())));
        return page;
    }

    private JsonNode shown(ByteBuffer buffer) {
        if (buffer == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        byte[] bytes = Bytes.of(buffer);
        return bytes.length > 0 && bytes[0] == 0 ? avro(bytes) : text(bytes);
    }

    private JsonNode avro(byte[] bytes) {
        try {
            return json.readTree(avro.read(bytes).toString());
        } catch (MalformedRecord | SchemaRefused | JsonProcessingException e) {
            return text(bytes);
        }
    }

    private JsonNode text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("{") ? json.readTree(text) : TextNode.valueOf(text);
        } catch (CharacterCodingException e) {
            return TextNode.valueOf("base64:" + Base64.getEncoder().encodeToString(bytes));
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
