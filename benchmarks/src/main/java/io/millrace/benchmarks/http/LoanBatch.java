package io.millrace.benchmarks.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.ingest.rows.RowEncoding;
import io.millrace.ingest.sources.Item;
import io.millrace.ingest.sources.ItemReader;
import io.millrace.ingest.streams.LoanApplications;
import io.millrace.ingest.streams.StreamPlan;
import io.millrace.runtime.ServiceContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some loan applications, as a client sends them and as the topic holds them. */
final class LoanBatch {
    private static final int BATCHES = 40;
    private static final JsonMapper JSON = new JsonMapper();

    private final byte[] lines;
    private final List<Encoded> encoded;

    /** A record as the topic holds it. */
    static final class Encoded {
        private final String id;
        private final byte[] bytes;

        Encoded(String id, byte[] bytes) {
            this.id = id;
            this.bytes = bytes;
        }

        String id() {
            return id;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private LoanBatch(List<Item.Row> rows, RowEncoding encoding) {
        StringBuilder text = new StringBuilder();
        List<Encoded> records = new ArrayList<>();
        for (Item.Row row : rows) {
            text.append(line(row)).append('\n');
            records.add(new Encoded(row.id(), encoding.encode(row.fields())));
        }
        this.lines = text.toString().getBytes(StandardCharsets.UTF_8);
        this.encoded = records;
    }

    /** Forty different ones. */
    static List<LoanBatch> several(ServiceContext context, int size) {
        RowEncoding encoding =
                RowEncoding.of(context.pipeline(), context.kafka().registry());
        List<LoanBatch> batches = new ArrayList<>();
        List<Item.Row> rows = new ArrayList<>();
        StreamPlan plan = new StreamPlan((long) BATCHES * size, 42, 0, 0);
        try (ItemReader reader = LoanApplications.stream(plan).open(0)) {
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                if (item.get() instanceof Item.Row row) {
                    rows.add(row);
                }
                if (rows.size() == size) {
                    batches.add(new LoanBatch(rows, encoding));
                    rows.clear();
                }
            }
        }
        return batches;
    }

    int size() {
        return encoded.size();
    }

    /** JSON lines. Not a copy. */
    byte[] lines() {
        return lines;
    }

    List<Encoded> encoded() {
        return encoded;
    }

    private static String line(Item.Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", row.id());
        fields.putAll(row.fields());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a generated row became no JSON", e);
        }
    }
}
