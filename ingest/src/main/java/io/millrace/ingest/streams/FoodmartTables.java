package io.millrace.ingest.streams;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The tables of {@code net.hydromatic:foodmart-data-json} on the class path: JSON lines, one row each. */
final class FoodmartTables {
    private static final JsonMapper MAPPER = new JsonMapper();

    private FoodmartTables() {}

    /** A small table by its key column. */
    static Map<Integer, Map<String, Object>> byKey(String table, String key) {
        Map<Integer, Map<String, Object>> rows = new HashMap<>();
        try (InputStream in = open(table);
                MappingIterator<Map<String, Object>> lines = MAPPER.readerFor(
                                new TypeReference<Map<String, Object>>() {})
                        .readValues(in)) {
            while (lines.hasNext()) {
                Map<String, Object> row = lines.next();
                rows.put((Integer) row.get(key), row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read FoodMart's " + table, e);
        }
    }

    /** What is done with a line of a sales table. */
    interface Sale {
        /** @param sales amount in ten-thousandths of a dollar */
        void sold(int timeId, int customerId, int storeId, int promotionId, long sales);
    }

    /** Goes through a sales table, a quarter of a million rows in all: nothing is allocated per row. */
    static void forEachSale(String table, Sale sale) {
        try (InputStream in = open(table);
                JsonParser parser = MAPPER.createParser(in)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                readSale(parser, sale);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read FoodMart's " + table, e);
        }
    }

    private static void readSale(JsonParser parser, Sale sale) throws IOException {
        int time = 0;
        int customer = 0;
        int store = 0;
        int promotion = 0;
        long sales = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "time_id" -> time = parser.getIntValue();
                case "customer_id" -> customer = parser.getIntValue();
                case "store_id" -> store = parser.getIntValue();
                case "promotion_id" -> promotion = parser.getIntValue();
                case "store_sales" -> sales = Math.round(parser.getDoubleValue() * 10_000);
                default -> {
                    // not part of a basket
                }
            }
        }
        sale.sold(time, customer, store, promotion, sales);
    }

    private static InputStream open(String table) {
        InputStream in = FoodmartTables.class.getResourceAsStream("/" + table + ".json");
        if (in == null) {
            throw new IllegalStateException(
                    "FoodMart's " + table + ".json is not on the class path (net.hydromatic:foodmart-data-json)");
        }
        return in;
    }
}
