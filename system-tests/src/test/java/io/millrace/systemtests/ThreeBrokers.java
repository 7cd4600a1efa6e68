package io.millrace.systemtests;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka cluster of three nodes, each broker and controller in a process of its own, so that one can be killed. Every topic has three
 * copies, of which two must have a record before it is acknowledged. Order of use: {@link #start()}, any of the others, {@link #close}.
 */
final class ThreeBrokers implements AutoCloseable {
    private static final int NODES = 3;
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final List<String> SMALL = List.of("-Xmx400m", "-XX:TieredStopAtLevel=1");

    private final Path directory;
    private final List<Integer> brokers = ports();
    private final List<Integer> controllers = ports();
    private final Map<Integer, MillraceProcess> running = new TreeMap<>();
    private final Admin admin;

    ThreeBrokers(Path directory) throws Exception {
        this.directory = Files.createDirectory(directory.resolve("brokers"));
        String cluster = Uuid.randomUuid().toString();
        for (int node = 0; node < NODES; node++) {
            format(node, cluster);
        }
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    void start() throws IOException, InterruptedException {
        for (int node = 0; node < NODES; node++) {
            start(node);
        }
        awaitCopies();
    }

    String bootstrap() {
        return brokers.stream().map(ThreeBrokers::at).collect(Collectors.joining(","));
    }

    /** The node that leads the first partition of a topic. */
    int leader(String topic) throws InterruptedException, ExecutionException {
        return partitions(List.of(topic)).get(0).leader().id();
    }

    /** SIGKILL. */
    void kill(int node) throws InterruptedException {
        running.remove(node).close();
    }

    void start(int node) throws IOException {
        running.put(
                node,
                MillraceProcess.start(
                        SMALL,
                        directory.resolve("node-" + node + ".log"),
                        directory,
                        "kafka.Kafka",
                        Map.of(),
                        properties(node).toString()));
    }

    /** Waits until all nodes are there and have all that is on any topic. */
    void awaitCopies() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!complete()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not all copies are there again: see " + directory);
            }
            Thread.sleep(200);
        }
    }

    @Override
    public void close() throws InterruptedException {
        admin.close();
        for (MillraceProcess node : running.values()) {
            node.close();
        }
    }

    private boolean complete() throws InterruptedException {
        try {
            Collection<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            return admin.describeCluster().nodes().get().size() == NODES
                    && partitions(topics).stream()
                            .allMatch(partition -> partition.isr().size()
                                    == partition.replicas().size());
        } catch (ExecutionException e) {
            return false; // nobody who would know is there yet
        }
    }

    private List<TopicPartitionInfo> partitions(Collection<String> topics)
            throws InterruptedException, ExecutionException {
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .map(TopicDescription::partitions)
                .flatMap(List::stream)
                .toList();
    }

    private void format(int node, String cluster) throws Exception {
        Path logs = directory.resolve("node-" + node);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(logs.toString())
                .addDirectory(logs.toString())
                .run();
        Properties settings = new Properties();
        settings.putAll(addresses(node));
        settings.putAll(copies());
        settings.putAll(patience());
        settings.put("log.dir", logs.toString());
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        try (OutputStream out = Files.newOutputStream(properties(node))) {
            settings.store(out, null);
        }
    }

    private Path properties(int node) {
        return directory.resolve("node-" + node + ".properties");
    }

    private Map<String, String> addresses(int node) {
        String broker = "PLAINTEXT://" + at(brokers.get(node));
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(node),
                "listeners",
                broker + ",CONTROLLER://" + at(controllers.get(node)),
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                "controller.quorum.voters",
                IntStream.range(0, NODES)
                        .mapToObj(voter -> voter + "@" + at(controllers.get(voter)))
                        .collect(Collectors.joining(",")));
    }

    /** One coordinator of groups and one of transactions, so that there is a node to kill for each. */
    private static Map<String, String> copies() {
        return Map.of(
                "default.replication.factor", "3",
                "min.insync.replicas", "2",
                "offsets.topic.replication.factor", "3",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "3",
                "transaction.state.log.min.isr", "2",
                "transaction.state.log.num.partitions", "1",
                "auto.create.topics.enable", "false");
    }

    /** A node that was killed is missed within seconds, and a leader stays where it went. */
    private static Map<String, String> patience() {
        return Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                "replica.lag.time.max.ms", "5000",
                "auto.leader.rebalance.enable", "false",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    private static String at(int port) {
        return "127.0.0.1:" + port;
    }

    /** Free ones, all different. */
    private static List<Integer> ports() {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int node = 0; node < NODES; node++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
