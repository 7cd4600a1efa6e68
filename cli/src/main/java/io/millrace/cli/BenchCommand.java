package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.benchmarks.encode.EncodeBench;
import io.millrace.benchmarks.encode.EncodeResult;
import io.millrace.benchmarks.entities.EntityBench;
import io.millrace.benchmarks.entities.EntityResult;
import io.millrace.benchmarks.http.IngestHttpBench;
import io.millrace.benchmarks.http.Throughput;
import io.millrace.benchmarks.score.LatencyBench;
import io.millrace.benchmarks.score.LatencyResult;
import io.millrace.benchmarks.score.ScoreBench;
import io.millrace.benchmarks.score.ScoreResult;
import io.millrace.cli.audit.ReportFile;
import io.millrace.cli.report.PageFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures parts of the system on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        header = "Measure a part of the system on this machine, beside what it is made of.",
        subcommands = {
            BenchCommand.IngestHttp.class,
            BenchCommand.Encode.class,
            BenchCommand.Score.class,
            BenchCommand.Entities.class,
            BenchDriftCommand.class,
            BenchInferenceCommand.class,
            BenchLearnersCommand.class,
            BenchTrainerCommand.class
        })
final class BenchCommand {
    /** HTTP ingest beside a bare producer. */
    @Command(
            name = "ingest-http",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Records per second over HTTP, and with a bare producer of the same bytes.",
            description =
                    "%nStarts a broker, a registry and HTTP ingest in this process, and sends loan applications in batches from clients"
                            + " in this process too.")
    static final class IngestHttp implements Callable<Integer> {
        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "10",
                description = "How long each is measured, after half of it to warm up. Default: ${DEFAULT-VALUE}")
        private int seconds;

        @Option(
                names = "--clients",
                paramLabel = "N",
                defaultValue = "4",
                description = "Clients that send at once. Default: ${DEFAULT-VALUE}")
        private int clients;

        @Option(
                names = "--batch",
                paramLabel = "N",
                defaultValue = "500",
                description = "Records of a request. Default: ${DEFAULT-VALUE}")
        private int batch;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
        private Path json;

        @Override
        public Integer call() throws Exception {
            IngestHttpBench bench = new IngestHttpBench(seconds, clients, batch);
            Throughput result;
            try (BenchCluster cluster = BenchCluster.start()) {
                result = bench.run(cluster.kafka(), cluster.state());
            }
            System.out.printf(
                    Locale.ROOT,
                    "HTTP ingest    %,9.0f records/s (%d clients, batches of %d)%nbare producer  %,9.0f records/s%nratio          %9.2f%n",
                    result.httpPerSecond(),
                    clients,
                    batch,
                    result.barePerSecond(),
                    result.ratio());
            if (json != null) {
                PageFile.write(result.json(), json);
            }
            return 0;
        }
    }

    /** Clean and encode beside a pass-through. */
    @Command(
            name = "encode",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Records per second of clean and encode, and of a topology that only decodes and re-encodes.",
            description =
                    "%nStarts a broker and a registry in this process, puts card payments of twelve columns on a topic, and runs both"
                            + " topologies over them in turns, at least once and exactly once. Prints medians.")
    static final class Encode implements Callable<Integer> {
        @Option(
                names = "--records",
                paramLabel = "N",
                defaultValue = "1000000",
                description = "Records on the topic; every turn reads all. Default: ${DEFAULT-VALUE}")
        private long records;

        @Option(
                names = "--rounds",
                paramLabel = "N",
                defaultValue = "5",
                description = "Turns of each topology that count, after one to warm up. Default: ${DEFAULT-VALUE}")
        private int rounds;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
        private Path json;

        @Override
        public Integer call() throws Exception {
            try (BenchCluster cluster = BenchCluster.start()) {
                EncodeResult result =
                        new EncodeBench(cluster.kafka(), cluster.state(), records, rounds).run(System.err::println);
                System.out.print(result.table());
                if (json != null) {
                    new ReportFile(json).write(result.json(), new PrintWriter(System.out, true));
                }
            }
            return 0;
        }
    }

    /** Scoring beside a copy, and beside a call of the model for each record. */
    @Command(
            name = "scorer",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header =
                    "Records per second of the scorer, of a loop that only copies, and of a call of the model for each record.",
            description =
                    "%nStarts a broker and a registry in this process, puts vectors of twenty numbers and three categories on a topic,"
                            + " and runs over them in turns: a copy loop, a Kafka Streams mapValues that calls ONNX Runtime for each"
                            + " record, and the scorer, at least once and exactly once. Prints medians.")
    static final class Score implements Callable<Integer> {
        @Option(
                names = "--records",
                paramLabel = "N",
                defaultValue = "1000000",
                description = "Vectors on the topic; every turn reads all. Default: ${DEFAULT-VALUE}")
        private long records;

        @Option(
                names = "--rounds",
                paramLabel = "N",
                defaultValue = "5",
                description = "Turns of each that count, after one to warm up. Default: ${DEFAULT-VALUE}")
        private int rounds;

        @Option(
                names = "--on-trial",
                description =
                        "Measure the scorer also while a shadow answers beside it, and while a canary answers a tenth.")
        private boolean onTrial;

        @Option(
                names = "--latency",
                description =
                        "Measure instead how long predictions take at a steady rate, beside the vectors themselves.")
        private boolean latency;

        @Option(
                names = "--per-second",
                paramLabel = "N",
                defaultValue = "5000",
                description = "Vectors a second, with --latency. Default: ${DEFAULT-VALUE}")
        private int perSecond;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "60",
                description =
                        "How long they are sent, with --latency; the first third warms up. Default: ${DEFAULT-VALUE}")
        private int seconds;

        @Option(
                names = "--swaps",
                paramLabel = "N",
                defaultValue = "100",
                description =
                        "Champions that come after that while vectors go on, five a second, with --latency. Default: ${DEFAULT-VALUE}")
        private int swaps;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
        private Path json;

        @Override
        public Integer call() throws Exception {
            try (BenchCluster cluster = BenchCluster.start()) {
                if (latency) {
                    LatencyResult result = new LatencyBench(cluster.kafka(), cluster.state(), perSecond, seconds, swaps)
                            .run(System.err::println);
                    report(result.table(), result.json());
                } else {
                    ScoreResult result = new ScoreBench(cluster.kafka(), cluster.state(), records, rounds, onTrial)
                            .run(System.err::println);
                    report(result.table(), result.json());
                }
            }
            return 0;
        }

        private void report(String table, ObjectNode figures) {
            System.out.print(table);
            if (json != null) {
                new ReportFile(json).write(figures, new PrintWriter(System.out, true));
            }
        }
    }

    /** The past of more and more entities. */
    @Command(
            name = "entities",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Records per second and bytes of state, as the entities that have a past grow.",
            description =
                    "%nStarts a broker and a registry in this process, gives so many cards a past of one record each, and measures records"
                            + " of any of them.")
    static final class Entities implements Callable<Integer> {
        @Option(
                names = "--entities",
                split = ",",
                paramLabel = "N",
                defaultValue = "10000,100000,1000000",
                description = "Numbers of entities. Default: ${DEFAULT-VALUE}")
        private List<Long> entities;

        @Option(
                names = "--records",
                paramLabel = "N",
                defaultValue = "200000",
                description = "Records that are measured for each. Default: ${DEFAULT-VALUE}")
        private long records;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
        private Path json;

        @Option(names = "--plot", paramLabel = "FILE", description = "Write the result as a picture (SVG).")
        private Path plot;

        @Override
        public Integer call() throws Exception {
            try (BenchCluster cluster = BenchCluster.start()) {
                EntityResult result =
                        new EntityBench(cluster.kafka(), cluster.state(), entities, records).run(System.err::println);
                result.points().forEach(System.out::println);
                if (json != null) {
                    new ReportFile(json).write(result.json(), new PrintWriter(System.out, true));
                }
                if (plot != null) {
                    PageFile.write(result.svg(), plot);
                }
            }
            return 0;
        }
    }
}
