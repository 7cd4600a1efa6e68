package io.millrace.ingest.streams;

import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shopping baskets of the FoodMart data set (Pentaho, Julian Hyde; Apache-2.0; from Maven Central), January 1997 to November
 * 1998, in the order of day, customer and store: what a customer bought in a store on a day, with the customer's loyalty card
 * as label. The customers are fictitious.
 */
public final class FoodmartBaskets {
    /** How many baskets there are. */
    public static final long BASKETS = 54_600;

    /** Number of the first basket of 1998, when stores in Mexico and Canada join. */
    public static final long NEW_COUNTRIES_FROM = 20_530;

    private FoodmartBaskets() {}

    /** The stream of a plan, of at most {@link #BASKETS} records; ids are {@code basket-0000000} and so on. Takes a second. */
    public static LabelledStream stream(StreamPlan plan) {
        return new LabelledStream(
                "basket",
                "foodmart-baskets",
                plan.atMost(BASKETS),
                Baskets.read(),
                definition().columns());
    }

    /** The pipeline for the stream. */
    public static PipelineDefinition definition() {
        return DefinitionResource.read("foodmart.yaml");
    }

    /** The same as YAML text, with its comments. */
    public static String definitionYaml() {
        return DefinitionResource.text("foodmart.yaml");
    }

    /** What is added up over the lines of one basket. */
    private static final class Basket {
        private final int time;
        private final int customer;
        private final int store;
        private final int promotion;
        private int lines;
        private long sales;

        Basket(int time, int customer, int store, int promotion) {
            this.time = time;
            this.customer = customer;
            this.store = store;
            this.promotion = promotion;
        }

        /** Orders by day, then customer, then store. */
        static long key(int time, int customer, int store) {
            return ((long) time << 40) | ((long) customer << 16) | store;
        }
    }

    private record Baskets(
            List<Basket> baskets,
            Map<Integer, Map<String, Object>> customers,
            Map<Integer, Map<String, Object>> stores,
            Map<Integer, Map<String, Object>> days,
            Map<Integer, Map<String, Object>> promotions)
            implements LabelledRecords {

        static Baskets read() {
            Map<Long, Basket> baskets = new TreeMap<>();
            for (String table : List.of("sales_fact_1997", "sales_fact_1998")) {
                FoodmartTables.forEachSale(table, (time, customer, store, promotion, sales) -> {
                    Basket basket = baskets.computeIfAbsent(
                            Basket.key(time, customer, store), key -> new Basket(time, customer, store, promotion));
                    basket.lines++;
                    basket.sales += sales;
                });
            }
            return new Baskets(
                    List.copyOf(baskets.values()),
                    FoodmartTables.byKey("customer", "customer_id"),
                    FoodmartTables.byKey("store", "store_id"),
                    FoodmartTables.byKey("time_by_day", "time_id"),
                    FoodmartTables.byKey("promotion", "promotion_id"));
        }

        @Override
        public Map<String, Object> fields(long number) {
            Basket basket = baskets.get((int) number);
            Map<String, Object> customer = customers.get(basket.customer);
            Map<String, Object> store = stores.get(basket.store);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(
                    "the_date", days.get(basket.time).get("the_date").toString().substring(0, 10));
            fields.put("customer_id", (long) basket.customer);
            fields.put("store_id", (long) basket.store);
            fields.put("store_type", store.get("store_type"));
            fields.put("store_country", store.get("store_country"));
            for (String column :
                    List.of("gender", "marital_status", "yearly_income", "education", "occupation", "houseowner")) {
                fields.put(column, customer.get(column));
            }
            fields.put("media_type", promotions.get(basket.promotion).get("media_type"));
            fields.put("lines", (long) basket.lines);
            fields.put("sales", basket.sales / 10_000.0);
            fields.put("total_children", ((Number) customer.get("total_children")).longValue());
            fields.put("cars", ((Number) customer.get("num_cars_owned")).longValue());
            return fields;
        }

        @Override
        public String label(long number) {
            return (String) customers.get(baskets.get((int) number).customer).get("member_card");
        }
    }
}
