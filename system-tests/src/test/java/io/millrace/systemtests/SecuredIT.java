package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.ingest.streams.LoanApplications;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Reachability;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Access;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The loop against a cluster that was there before: TLS, SCRAM logins, a user per service with the rights of {@link Access} and no
 * others, a registry that asks for a password; each service a process of its own, told everything by its environment.
 */
@Isolated // it loads the machine
class SecuredIT {
    private static final int MINUTE = 60_000;
    private static final int RECORDS = 2_500;
    private static final String REGISTRY_PASSWORD = "planted-registry-Zm9v";
    private static final Map<String, String> MAINS = new TreeMap<>(Map.of(
            "stream-processors", "io.millrace.processors.StreamProcessorsMain",
            "scorer", "io.millrace.scorer.ScorerMain",
            "trainer", "io.millrace.trainer.TrainerMain",
            "drift-monitor", "io.millrace.drift.DriftMonitorMain"));

    @TempDir
    private Path directory;

    private final Map<String, MillraceProcess> running = new HashMap<>();
    private PipelineDefinition pipeline;
    private Topics topics;
    private SecuredKafka kafka;
    private GuardedRegistry registry;
    private Path authority;

    @Test
    void shouldRunTheLoopWithTheLeastRightsAndSayWhatIsRefused() throws Exception {
        Certificates certificates = new Certificates(directory);
        authority = certificates.authority();
        writeDefinition();
        try (SecuredKafka broker = new SecuredKafka(directory, certificates.server());
                GuardedRegistry door =
                        new GuardedRegistry(broker.openBootstrap(), "registry-user", REGISTRY_PASSWORD)) {
            kafka = broker;
            registry = door;
            for (Access.Role role : Access.of(pipeline).roles()) {
                kafka.user(role.name(), password(role.name()));
                kafka.grant(role.name(), role.grants());
            }
            runTheLoop();
            tellsWhatIsRefusedAtTheDoor();
            tellsWhatIsTakenAwayWhileItRuns();
            tellsThatACertificateHasExpired(certificates.expiredServer());
        } finally {
            for (MillraceProcess process : running.values()) {
                process.close();
            }
        }
        assertThat(secretsIn(directory)).isEmpty();
    }

    private void runTheLoop() throws Exception {
        runs("topics", "io.millrace.runtime.TopicsMain", Map.of(), "are there");
        for (String service : MAINS.keySet()) {
            runs(service, MAINS.get(service), Map.of(), " is up");
        }
        runs(
                "ingest",
                "io.millrace.ingest.IngestMain",
                Map.of(
                        "MILLRACE_INGEST_GENERATOR", "loans",
                        "MILLRACE_INGEST_RECORDS", Integer.toString(RECORDS),
                        "MILLRACE_INGEST_LABEL_DELAY", "100"),
                " is up");
        MillraceProcess ingest = running.get("ingest");
        assertThat(ingest.endsWithin(2 * MINUTE)).as(ingest.said()).isTrue();
        assertThat(ingest.exitCode()).as(ingest.said()).isZero();
        List<String> records = keys(topics.records());
        assertThat(records).hasSize(RECORDS);
        List<String> features = List.of();
        List<String> predictions = List.of();
        boolean champion = false;
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < end && !champion) {
            Thread.sleep(1_000);
            assertEveryServiceRuns();
            features = keys(topics.features());
            predictions = keys(topics.predictions());
            champion = predictions.size() >= features.size()
                    && features.size() + keys(topics.quarantine()).size() >= RECORDS
                    && keys(topics.models()).contains(Topics.CHAMPION);
        }
        assertThat(champion)
                .as("a champion: " + keys(topics.models()) + said("trainer") + said("drift-monitor"))
                .isTrue();
        assertThat(features.size() + keys(topics.quarantine()).size()).isEqualTo(RECORDS);
        assertThat(predictions).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(features);
    }

    private void tellsWhatIsRefusedAtTheDoor() throws Exception {
        String operator = password("operator");
        tells(
                connection("operator", "wrong", kafka.bootstrap(), authority),
                "Kafka at " + kafka.bootstrap() + " refuses the login of user 'operator' (SASL SCRAM-SHA-512)",
                "MILLRACE_KAFKA_PASSWORD_FILE");
        KafkaConnection plain =
                connection("operator", operator, kafka.bootstrap(), authority, "sasl.mechanism", "PLAIN");
        tells(plain, "does not take a login by SASL PLAIN", "SCRAM-SHA-512", "MILLRACE_KAFKA_SASL_MECHANISM");
        Path others = new Certificates(Files.createDirectory(directory.resolve("others"))).authority();
        tells(
                connection("operator", operator, kafka.bootstrap(), others),
                "nobody this client trusts has signed the certificate of Kafka",
                "MILLRACE_KAFKA_SSL_TRUSTSTORE_LOCATION");
        tells(
                connection("operator", operator, kafka.bootstrap().replace("127.0.0.1", "localhost"), authority),
                "the certificate of Kafka at localhost",
                "reach it by a name the certificate holds");
        tells(
                new KafkaConnection(kafka.openBootstrap(), registry.url(), Map.of()),
                "the schema registry at " + registry.url() + " refuses",
                "MILLRACE_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO_FILE");
        MillraceProcess scorer = start(
                "refused",
                MAINS.get("scorer"),
                Map.of("MILLRACE_KAFKA_PASSWORD_FILE", secret("wrong", "planted-wrong-Zm9v")));
        ends(scorer, "scorer: Kafka at " + kafka.bootstrap() + " refuses the login of user 'scorer'");
        MillraceProcess topicsOfOthers =
                start("topics-again", "io.millrace.runtime.TopicsMain", Map.of("MILLRACE_PIPELINE", otherPipeline()));
        ends(topicsOfOthers, "topics: at " + kafka.bootstrap(), "user 'topics' may not ", "topic other.records");
    }

    /** Rights and logins that go while a service runs end it, with exit code 1 and one line. */
    private void tellsWhatIsTakenAwayWhileItRuns() throws Exception {
        revoke("scorer", topics.features().name());
        ends(
                running.get("scorer"),
                "user 'scorer' may not READ topic " + topics.features().name(),
                "millrace acls");
        kafka.user("stream-processors", "another");
        kafka.user("trainer", "another");
        revoke("drift-monitor", topics.outcomes().name());
        ends( // a commit is refused without the topic's name, a fetch with it
                running.get("drift-monitor"),
                "user 'drift-monitor' may not READ ",
                topics.outcomes().name(),
                "millrace acls");
        ends(running.get("trainer"), "refuses the login of user 'trainer'");
        ends(running.get("stream-processors"), "refuses the login of user 'stream-processors'");
    }

    private void tellsThatACertificateHasExpired(Path keyStore) throws Exception {
        kafka.use(keyStore);
        KafkaConnection right = connection("operator", password("operator"), kafka.bootstrap(), authority);
        KafkaConnection operator =
                new KafkaConnection(kafka.bootstrap(), right.schemaRegistry(), right.properties(), registryLogin());
        for (int i = 0; i < 60 && answers(operator); i++) {
            Thread.sleep(1_000); // the broker takes the new certificate when it gets to it
        }
        tells(operator, "the certificate of Kafka at " + kafka.bootstrap() + " has expired", "renew it there");
    }

    private static boolean answers(KafkaConnection connection) {
        try {
            Reachability.check(connection);
            return true;
        } catch (ServiceFailure e) {
            return false;
        }
    }

    private static Map<String, String> registryLogin() {
        return Map.of(
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "registry-user:" + REGISTRY_PASSWORD);
    }

    private void revoke(String role, String topic) throws Exception {
        for (Access.Grant grant : Access.of(pipeline).role(role).orElseThrow().grants()) {
            if (grant.name().equals(topic)) {
                kafka.revoke(role, grant);
            }
        }
    }

    private void ends(MillraceProcess process, String... words) throws Exception {
        assertThat(process.endsWithin(2 * MINUTE)).as(process.said()).isTrue();
        assertThat(process.exitCode()).as(process.said()).isEqualTo(1);
        List<String> lines = process.said().lines().toList();
        assertThat(lines.get(lines.size() - 1)).contains(words);
    }

    private static void tells(KafkaConnection connection, String... words) {
        assertThatExceptionOfType(ServiceFailure.class)
                .isThrownBy(() -> Reachability.check(connection))
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("\n"));
    }

    private KafkaConnection connection(String user, String password, String bootstrap, Path trusted, String... more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", trusted.toString()));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        String module = properties.get("sasl.mechanism").equals("PLAIN") ? "plain.Plain" : "scram.Scram";
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security." + module + "LoginModule required username=\"" + user
                        + "\" password=\"" + password + "\";");
        return new KafkaConnection(bootstrap, registry.url(), properties);
    }

    /** Starts a service until it runs, as a container is restarted: a machine busy with other tests may be slow to answer. */
    private void runs(String name, String main, Map<String, String> environment, String sign) throws Exception {
        for (int i = 0; i < 5; i++) {
            MillraceProcess process = start(name, main, environment);
            if (process.saysWithin(2 * MINUTE, sign)) {
                return;
            }
            assertThat(process.said()).contains("no Kafka broker answers");
        }
        assertThat(said(name)).contains(sign);
    }

    private MillraceProcess start(String name, String main, Map<String, String> environment) throws IOException {
        String role = name.equals("refused") ? "scorer" : name.startsWith("topics") ? "topics" : name;
        Map<String, String> all = new HashMap<>(Map.of(
                "MILLRACE_PIPELINE", directory.resolve("p.yaml").toString(),
                "MILLRACE_BOOTSTRAP_SERVERS", kafka.bootstrap(),
                "MILLRACE_SCHEMA_REGISTRY", registry.url(),
                "MILLRACE_STATE_DIR", directory.resolve("state-" + name).toString(),
                "MILLRACE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "MILLRACE_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "MILLRACE_KAFKA_SSL_TRUSTSTORE_LOCATION", authority.toString(),
                "MILLRACE_KAFKA_USERNAME", role,
                "MILLRACE_KAFKA_PASSWORD_FILE", secret(role, password(role)),
                "MILLRACE_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO_FILE",
                        secret("registry", "registry-user:" + REGISTRY_PASSWORD)));
        all.put("JDK_JAVA_OPTIONS", "-Dlog4j2.configurationFile=" + logging());
        all.putAll(environment);
        MillraceProcess process = MillraceProcess.start(directory.resolve(name + ".log"), directory, main, all);
        running.put(name, process);
        return process;
    }

    /** Everything Kafka's clients and the registry's client say about themselves, secrets or not. */
    private String logging() throws IOException {
        return Files.writeString(directory.resolve("log4j2.xml"), """
                        <Configuration status="ERROR">
                          <Appenders><Console name="log" target="SYSTEM_ERR"><PatternLayout pattern="%p %c: %m%n%ex"/></Console></Appenders>
                          <Loggers>
                            <Logger name="io.confluent" level="TRACE"/>
                            <Logger name="org.apache.kafka.common.security" level="TRACE"/>
                            <Logger name="sun.net.www" level="TRACE"/>
                            <Root level="INFO"><AppenderRef ref="log"/></Root>
                          </Loggers>
                        </Configuration>
                        """).toString();
    }

    private String secret(String name, String value) throws IOException {
        Path secrets = Files.createDirectories(directory.resolve("secrets"));
        return Files.writeString(secrets.resolve(name), value + "\n").toString();
    }

    private static String password(String role) {
        return "planted-" + role + "-Zm9v";
    }

    /** Lines of what the processes logged and printed, and their command lines, that hold a planted secret, plain or encoded. */
    private static Collection<String> secretsIn(Path logs) throws IOException {
        Set<String> found = new HashSet<>();
        try (var files = Files.newDirectoryStream(logs, "*.log")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    if (line.contains("Zm9v") || line.contains("cmVnaXN0cnktdXNlcjpw")) {
                        found.add(file.getFileName() + ": " + line);
                    }
                }
            }
        }
        return found;
    }

    private void assertEveryServiceRuns() throws IOException {
        for (String service : MAINS.keySet()) {
            MillraceProcess process = running.get(service);
            assertThat(process.isAlive()).as(process.said()).isTrue();
            assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")))
                    .doesNotContain("Zm9v");
        }
    }

    private String said(String service) throws IOException {
        return running.get(service).said();
    }

    private String otherPipeline() throws IOException {
        Path file = directory.resolve("other.yaml");
        Files.writeString(
                file, Files.readString(directory.resolve("p.yaml")).replaceFirst("name: loans", "name: other"));
        return file.toString();
    }

    private void writeDefinition() throws IOException {
        String yaml = LoanApplications.definitionYaml()
                + "training: {minExamples: 500, candidates: [softmax], epochs: 5}\ntopics: {partitions: 2}\n";
        Path file = Files.writeString(directory.resolve("p.yaml"), yaml);
        pipeline = PipelineReader.read(file);
        topics = Topics.of(pipeline);
    }

    /** Keys of the committed records of a topic, read as the operator does. */
    private List<String> keys(Topic<?> topic) {
        List<String> keys = new ArrayList<>();
        KafkaConnection operator = connection("operator", password("operator"), kafka.bootstrap(), authority);
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(operator.consumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> keys.add(found.key()));
            }
        }
        return keys;
    }
}
