package io.millrace.cli.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The broker's configuration: one node that is broker and controller, made for one machine, few topics and little memory. */
final class BrokerSettings {
    static final int NODE = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String MEBIBYTES_16 = Integer.toString(16 << 20);
    private static final String MEBIBYTES_64 = Integer.toString(64 << 20);
    private static final String TEN_YEARS_IN_MINUTES = Integer.toString(10 * 365 * 24 * 60);

    private BrokerSettings() {}

    static Map<String, String> of(ChosenPorts ports, Path logDirectory) {
        Map<String, String> settings = new HashMap<>();
        addresses(settings, ports);
        settings.put("log.dir", logDirectory.toString());
        singleNode(settings);
        internalTopics(settings);
        groups(settings);
        transactions(settings);
        logs(settings);
        threads(settings);
        return settings;
    }

    private static void addresses(Map<String, String> settings, ChosenPorts ports) {
        String broker = "PLAINTEXT://" + LoopbackPort.ADDRESS + ":" + ports.kafka();
        String controller = LoopbackPort.ADDRESS + ":" + ports.controller();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("listeners", broker + "," + CONTROLLER_LISTENER + "://" + controller);
        settings.put("advertised.listeners", broker);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("controller.quorum.voters", NODE + "@" + controller);
    }

    private static void singleNode(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("auto.create.topics.enable", "false");
        // after a SIGKILL the controller waits this long for the old incarnation before it takes the new one; default 9
        // s
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        // a node that cannot start says so instead of waiting for ever
        settings.put("server.max.startup.time.ms", "60000");
    }

    /** The numbers of partitions are for ever: a group's partition is its name's hash modulo them. */
    private static void internalTopics(Map<String, String> settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("offsets.topic.segment.bytes", MEBIBYTES_16);
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("transaction.state.log.segment.bytes", MEBIBYTES_16);
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    /** Members may be missed within seconds, whichever group protocol they speak. */
    private static void groups(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        for (String protocol : new String[] {"consumer", "streams", "share"}) {
            settings.put("group." + protocol + ".min.session.timeout.ms", "1000");
            settings.put("group." + protocol + ".session.timeout.ms", "6000");
            settings.put("group." + protocol + ".min.heartbeat.interval.ms", "500");
            settings.put("group." + protocol + ".heartbeat.interval.ms", "1000");
        }
        // a data directory may lie idle for longer than the week after which Kafka forgets where its readers stood
        settings.put("offsets.retention.minutes", TEN_YEARS_IN_MINUTES);
    }

    private static void transactions(Map<String, String> settings) {
        // how often transactions that timed out are looked for: default 10 s on top of each timeout
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        settings.put("transaction.remove.expired.transaction.cleanup.interval.ms", "3600000");
    }

    /**
     * Nothing is forced to the disk per write: what the process wrote outlives it in the operating system's memory, and only a
     * machine that loses its power may lose the last seconds.
     */
    private static void logs(Map<String, String> settings) {
        settings.put("log.segment.bytes", MEBIBYTES_64);
        // index files are mapped whole: 10 MiB each by default, for segments of 1 GiB
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", MEBIBYTES_16);
        settings.put("log.cleaner.io.buffer.size", Integer.toString(1 << 18));
    }

    private static void threads(Map<String, String> settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("num.replica.fetchers", "1");
        settings.put("background.threads", "4");
        settings.put("num.recovery.threads.per.data.dir", "2");
    }
}
