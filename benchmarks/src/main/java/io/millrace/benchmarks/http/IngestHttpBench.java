package io.millrace.benchmarks.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.ingest.http.HttpIngest;
import io.millrace.ingest.streams.LoanApplications;
import io.millrace.runtime.HttpEndpoint;
import io.millrace.runtime.HttpSettings;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.runtime.TopicCreation;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** HTTP ingest, and beside it a bare producer that sends the same bytes: all in this process. */
public final class IngestHttpBench {
    private final int seconds;
    private final int clients;
    private final int batch;

    public IngestHttpBench(int seconds, int clients, int batch) {
        if (seconds < 1 || clients < 1 || batch < 1) {
            throw new ServiceFailure("--seconds, --clients and --batch must be 1 or more");
        }
        this.seconds = seconds;
        this.clients = clients;
        this.batch = batch;
    }

    /**
     * @param kafka a cluster without the topics of the loans pipeline
     * @param directory for what the services keep
     * @throws ServiceFailure where a request is answered otherwise than with 202
     */
    public Throughput run(KafkaConnection kafka, Path directory) throws Exception {
        ServiceContext context =
                new ServiceContext(LoanApplications.definition(), kafka, directory, new SimpleMeterRegistry());
        TopicCreation.ensure(context.kafka(), context.topics(), 1);
        List<LoanBatch> batches = LoanBatch.several(context, batch);
        double http = http(context, batches);
        double bare = bare(context, batches);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new Throughput(http, bare, batch, clients, Runtime.getRuntime().availableProcessors(), load);
    }

    private double http(ServiceContext context, List<LoanBatch> batches) throws Exception {
        try (Service ingest = HttpIngest.service(context);
                HttpEndpoint endpoint = HttpEndpoint.start(HttpSettings.loopback(0), ingest.routes())) {
            ingest.start();
            while (!ingest.health().isReady()) {
                Thread.sleep(10);
            }
            URI uri = URI.create(
                    endpoint.url() + "/v1/pipelines/" + context.pipeline().name() + "/records");
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            return perSecond(batches, next -> post(client, uri, next));
        }
    }

    private double bare(ServiceContext context, List<LoanBatch> batches) throws Exception {
        Map<String, Object> settings = new HashMap<>(context.kafka().producer());
        settings.put("batch.size", 64 << 10); // as HTTP ingest has it
        String topic = context.topics().records().name();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            return perSecond(batches, next -> send(producer, topic, next));
        }
    }

    /** Sends one batch and returns once it is acknowledged. */
    private interface Sending {
        void send(LoanBatch next) throws Exception;
    }

    /** Records per second of all clients together, after half the time to warm up. */
    private double perSecond(List<LoanBatch> batches, Sending sending) throws Exception {
        LongAdder sent = new LongAdder();
        long start = System.nanoTime();
        long from = start + seconds * 500_000_000L;
        long until = from + seconds * 1_000_000_000L;
        List<Client> running = Stream.generate(() -> new Client(batches, sending, sent, from, until))
                .limit(clients)
                .toList();
        running.forEach(Thread::start);
        for (Client client : running) {
            client.join();
            client.check();
        }
        return sent.sum() * 1e9 / (System.nanoTime() - from);
    }

    /** Sends batch after batch, each once the one before is acknowledged. */
    private static final class Client extends Thread {
        private final List<LoanBatch> batches;
        private final Sending sending;
        private final LongAdder sent;
        private final long from;
        private final long until;
        private volatile Exception failure;

        Client(List<LoanBatch> batches, Sending sending, LongAdder sent, long from, long until) {
            super("bench-client");
            this.batches = batches;
            this.sending = sending;
            this.sent = sent;
            this.from = from;
            this.until = until;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; System.nanoTime() < until; i++) {
                    LoanBatch next = batches.get(i % batches.size());
                    sending.send(next);
                    if (System.nanoTime() >= from) {
                        sent.add(next.size());
                    }
                }
            } catch (Exception e) {
                failure = e;
            }
        }

        void check() throws Exception {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static void post(HttpClient client, URI uri, LoanBatch next) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(next.lines()))
                .build();
        HttpResponse<byte[]> reply = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (reply.statusCode() != 202) {
            throw new ServiceFailure("HTTP ingest answered " + reply.statusCode() + ": "
                    + new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static void send(KafkaProducer<String, byte[]> producer, String topic, LoanBatch next) throws Exception {
        var answers = next.encoded().stream()
                .map(record -> producer.send(new ProducerRecord<>(topic, record.id(), record.bytes())))
                .toList();
        for (var answer : answers) {
            answer.get();
        }
    }
}
