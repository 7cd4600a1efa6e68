package io.millrace.benchmarks.drift;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.drift.windows.Part;
import io.millrace.drift.windows.Reading;
import io.millrace.drift.windows.Reference;
import io.millrace.drift.windows.SeriesReference;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ReferenceSeries;
import io.millrace.schemas.WatchedColumn;
import io.millrace.schemas.WatchedSeries;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** How many vectors of 50 numbers one thread reads from Avro and counts, each batch's stored form written after every one, as the drift monitor does. */
record Watching(RandomGenerator random) {
    private static final String TOPIC = "watched.features";
    private static final int COLUMNS = 50;
    private static final int VECTORS = 10_000;
    private static final int ROUNDS = 40;

    /** Vectors per CPU second of the second half of the rounds. */
    double perSecond() {
        PipelineDefinition pipeline = pipeline();
        SeriesReference columns = reference().series(WatchedSeries.FEATURES).orElseThrow();
        AvroSerde<FeatureVector> serde = AvroSerde.of(
                Topics.of(pipeline).features(), new SchemaRegistry("http://none", new MockSchemaRegistryClient()));
        Reading<SpecificRecord> reading = Reading.ofFeatures(pipeline);
        List<byte[]> vectors =
                IntStream.range(0, VECTORS).mapToObj(i -> vector(serde)).toList();
        var threads = ManagementFactory.getThreadMXBean();
        Part part = new Part(1, columns.places());
        long start = 0;
        for (int round = 0; round < ROUNDS; round++) {
            start = round == ROUNDS / 2 ? threads.getCurrentThreadCpuTime() : start;
            for (byte[] bytes : vectors) {
                part.add(serde.deserialize(TOPIC, bytes), reading, columns, 0);
                if (part.toBytes().length == 0 || part.records() == Part.MOST_RECORDS) {
                    part = part.next();
                }
            }
        }
        return VECTORS * (ROUNDS / 2) / ((threads.getCurrentThreadCpuTime() - start) / 1e9);
    }

    private static PipelineDefinition pipeline() {
        String columns = IntStream.range(0, COLUMNS)
                .mapToObj(i -> "  - {name: c" + i + ", type: numeric}")
                .collect(Collectors.joining("\n"));
        return PipelineReader.parse("""
                name: watched
                task: binary-classification
                label: {column: y, classes: ["no", "yes"]}
                columns:
                """ + columns, "watched.yaml");
    }

    private static Reference reference() {
        List<WatchedColumn> columns = IntStream.range(0, COLUMNS)
                .mapToObj(i -> WatchedColumn.newBuilder()
                        .setName("c" + i)
                        .setEdges(List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9))
                        .setCategories(List.of())
                        .setCounts(Collections.nCopies(10, 500L))
                        .setMissing(0)
                        .build())
                .toList();
        return Reference.of(ModelReference.newBuilder()
                .setVersion(1)
                .setEncoderFingerprint("e")
                .setWindow(2_000)
                .setFalseAlarms(0.0004)
                .setSeries(List.of(ReferenceSeries.newBuilder()
                        .setSeries(WatchedSeries.FEATURES)
                        .setRows(5_000)
                        .setThreshold(0.00001)
                        .setColumns(columns)
                        .build()))
                .build());
    }

    private byte[] vector(AvroSerde<FeatureVector> serde) {
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            values.add(random.nextFloat());
        }
        FeatureVector vector = FeatureVector.newBuilder()
                .setId("0")
                .setEncoderFingerprint("e")
                .setEventTime(Instant.EPOCH)
                .setValues(values)
                .setMissing(0)
                .setUnseen(0)
                .setEntity(null)
                .setOthers(List.of())
                .build();
        return serde.serialize(TOPIC, vector);
    }
}
