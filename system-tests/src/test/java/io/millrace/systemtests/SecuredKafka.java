package io.millrace.systemtests;

import io.millrace.schemas.topics.Access;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that lets nobody in without a SCRAM login over TLS, and lets those do only what they were granted. A second, open listener is
 * the super user's: the test itself and the schema registry.
 */
final class SecuredKafka implements AutoCloseable {
    private final int secured = freePort();
    private final int inside = freePort();
    private final KafkaRaftServer server;
    private final Admin admin;

    SecuredKafka(Path directory, Path keyStore) throws Exception {
        Path logs = directory.resolve("kafka");
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(logs.toString())
                .addDirectory(logs.toString())
                .run();
        this.server = new KafkaRaftServer(new KafkaConfig(settings(logs, keyStore), false), Time.SYSTEM);
        server.startup();
        this.admin = Admin.create(Map.of("bootstrap.servers", openBootstrap()));
    }

    String bootstrap() {
        return "127.0.0.1:" + secured;
    }

    /** Where the super user is let in without a word. */
    String openBootstrap() {
        return "127.0.0.1:" + inside;
    }

    void user(String name, String password) throws Exception {
        ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, info, password)))
                .all()
                .get();
    }

    void grant(String user, Collection<Access.Grant> grants) throws Exception {
        admin.createAcls(grants.stream()
                        .flatMap(grant -> grant.operations().stream()
                                .map(operation -> new AclBinding(
                                        new ResourcePattern(grant.type(), grant.name(), grant.pattern()),
                                        new AccessControlEntry(
                                                "User:" + user, "*", operation, AclPermissionType.ALLOW))))
                        .toList())
                .all()
                .get();
    }

    /** Takes rights back. */
    void revoke(String user, Access.Grant grant) throws Exception {
        admin.deleteAcls(grant.operations().stream()
                        .map(operation -> new AclBinding(
                                        new ResourcePattern(grant.type(), grant.name(), grant.pattern()),
                                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))
                                .toFilter())
                        .toList())
                .all()
                .get();
    }

    /** Another certificate for whoever connects from now on. */
    void use(Path keyStore) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.BROKER, "1"),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("listener.name.secured.ssl.keystore.location", keyStore.toString()),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    @Override
    public void close() {
        admin.close();
        server.shutdown();
        server.awaitShutdown();
    }

    private Map<String, String> settings(Path logs, Path keyStore) {
        int controller = freePort();
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("log.dir", logs.toString());
        settings.put(
                "listeners",
                "SECURED://127.0.0.1:" + secured + ",INSIDE://127.0.0.1:" + inside + ",CONTROLLER://127.0.0.1:"
                        + controller);
        settings.put("listener.security.protocol.map", "SECURED:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "INSIDE");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        // who is connected must show a login that is still good every so often
        settings.put("listener.name.secured.connections.max.reauth.ms", "15000");
        settings.put("listener.name.secured.ssl.keystore.location", keyStore.toString());
        settings.put("listener.name.secured.ssl.keystore.type", "PKCS12");
        settings.put("listener.name.secured.ssl.keystore.password", Certificates.PASSWORD);
        settings.put("listener.name.secured.ssl.key.password", Certificates.PASSWORD);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "2");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        return settings;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
