package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConnectionOptionsTest {
    private static final String SECRET = "pa\"ss\\w0rd ☃";

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        System.clearProperty(SaslLogin.ALLOWED_URLS);
    }

    @Test
    void shouldTakeAnyPropertyOfKafkasClients() {
        assertThat(kafka(
                        "SECURITY_PROTOCOL", "SSL", "SSL_TRUSTSTORE_LOCATION", "/ca.pem", "REQUEST_TIMEOUT_MS", "5000"))
                .isEqualTo(Map.of(
                        "security.protocol", "SSL",
                        "ssl.truststore.location", "/ca.pem",
                        "ssl.truststore.type", "PEM",
                        "request.timeout.ms", "5000"));
        assertThat(kafka("MAX_POLL_RECORDS", "7", "MAIN_CONSUMER_MAX_POLL_RECORDS", "9", "NUM_STREAM_THREADS", "2"))
                .containsOnlyKeys("max.poll.records", "main.consumer.max.poll.records", "num.stream.threads");
    }

    @Test
    void shouldMakeALoginOfUserAndPassword() {
        assertThat(kafka(
                        "SECURITY_PROTOCOL", "SASL_SSL",
                        "SASL_MECHANISM", "SCRAM-SHA-512",
                        "USERNAME", "ann",
                        "PASSWORD_FILE", file("p", SECRET + "\n")))
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ann\""
                                + " password=\"pa\\\"ss\\\\w0rd ☃\";");
        assertThat(kafka("SECURITY_PROTOCOL", "SASL_SSL", "SASL_MECHANISM", "PLAIN", "USERNAME", "a", "PASSWORD", "b"))
                .hasEntrySatisfying(
                        "sasl.jaas.config", login -> assertThat(login).contains("PlainLoginModule"));
    }

    @Test
    void shouldAskForTokensAtTheAddressGiven() {
        assertThat(kafka(
                        "SECURITY_PROTOCOL", "SASL_SSL",
                        "SASL_MECHANISM", "OAUTHBEARER",
                        "SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", "https://id/token",
                        "SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID", "scorer",
                        "SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET_FILE", file("s", SECRET)))
                .containsEntry("sasl.oauthbearer.client.credentials.client.secret", SECRET)
                .containsKeys("sasl.jaas.config", "sasl.login.callback.handler.class");
        assertThat(System.getProperty(SaslLogin.ALLOWED_URLS)).isEqualTo("https://id/token");
    }

    @Test
    void shouldTellAPropertyThatEndsInFileFromAFileThatHoldsAProperty() {
        assertThat(kafka("SECURITY_PROTOCOL", "SASL_SSL", "SASL_OAUTHBEARER_ASSERTION_FILE", "/jwt"))
                .containsEntry("sasl.oauthbearer.assertion.file", "/jwt");
    }

    @Test
    void shouldTakeOneNewlineOffAFile() {
        assertThat(kafka("CLIENT_ID_FILE", file("one", "a\n\n"))).containsEntry("client.id", "a\n");
        assertThat(kafka("CLIENT_ID_FILE", file("two", "a\r\n"))).containsEntry("client.id", "a");
    }

    @Test
    void shouldPassOverEmptyVariablesAsComposeFilesGiveThem() {
        assertThat(kafka("SECURITY_PROTOCOL", "", "PASSWORD", "", "USERNAME_FILE", " "))
                .isEmpty();
    }

    @Test
    void shouldNameWhatIsMisspeltOrDoesNotGoTogether() {
        String password = file("p", SECRET);
        assertThat(refused("SASL_MECHANSIM", "PLAIN"))
                .isEqualTo(
                        "MILLRACE_KAFKA_SASL_MECHANSIM: Kafka has no property sasl.mechansim (did you mean 'sasl.mechanism'?);"
                                + " mend or unset it");
        assertThat(refused("PASSWORD", SECRET, "PASSWORD_FILE", password))
                .contains("MILLRACE_KAFKA_PASSWORD and MILLRACE_KAFKA_PASSWORD_FILE are both given");
        assertThat(refused("PASSWORD_FILE", "/no/such/file"))
                .isEqualTo(
                        "MILLRACE_KAFKA_PASSWORD_FILE: there is no file /no/such/file: name the one that holds the value");
        assertThat(refused("PASSWORD_FILE", directory.toString()))
                .contains("MILLRACE_KAFKA_PASSWORD_FILE: cannot read");
        assertThat(refused("PASSWORD_FILE", password)).contains("go together", "MILLRACE_KAFKA_USERNAME is missing");
        assertThat(refused("USERNAME", "ann", "PASSWORD_FILE", password)).contains("set MILLRACE_KAFKA_SASL_MECHANISM");
        assertThat(refused("SECURITY_PROTOCOL", "SASL_SLL")).contains("did you mean 'SASL_SSL'?");
        assertThat(refused("SECURITY_PROTOCOL", "SASL_SSL", "SASL_MECHANISM", "SCRAM-SHA512"))
                .contains("did you mean 'SCRAM-SHA-512'?");
        assertThat(refused("SECURITY_PROTOCOL", "SASL_SSL", "SASL_MECHANISM", "PLAIN"))
                .contains("a login by PLAIN needs MILLRACE_KAFKA_USERNAME");
        assertThat(refused("SASL_MECHANISM", "PLAIN", "USERNAME", "ann", "PASSWORD_FILE", password))
                .contains("settings of SASL are given", "security.protocol is PLAINTEXT");
        assertThat(refused("SSL_TRUSTSTORE_LOCATION", "/ca.pem")).contains("settings of SSL are given");
        assertThat(refused("GROUP_ID", "mine")).contains("Millrace sets group.id itself");
        assertThat(refused("BOOTSTRAP_SERVERS", "h:1")).contains("use MILLRACE_BOOTSTRAP_SERVERS");
        assertThat(refused(
                        "SECURITY_PROTOCOL", "SASL_SSL",
                        "SASL_MECHANISM", "PLAIN",
                        "SASL_JAAS_CONFIG", "x",
                        "USERNAME", "ann",
                        "PASSWORD_FILE", password))
                .contains("MILLRACE_KAFKA_SASL_JAAS_CONFIG are both given");
    }

    @Test
    void shouldLogInToTheRegistry() {
        assertThat(registry("BASIC_AUTH_USER_INFO_FILE", file("u", "ann:" + SECRET + "\n")))
                .isEqualTo(
                        Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ann:" + SECRET));
        assertThat(registry("BEARER_AUTH_TOKEN", "t"))
                .isEqualTo(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t"));
        assertThat(registry("SSL_TRUSTSTORE_LOCATION", "/ca.pem"))
                .isEqualTo(Map.of(
                        "schema.registry.ssl.truststore.location",
                        "/ca.pem",
                        "schema.registry.ssl.truststore.type",
                        "PEM"));
    }

    @Test
    void shouldNameWhatTheRegistryCannotUse() {
        assertThat(refusedRegistry("BASIC_AUTH_USERINFO", "a:b")).contains("did you mean 'basic.auth.user.info'?");
        assertThat(refusedRegistry("BASIC_AUTH_USER_INFO", SECRET)).contains("must be user:password");
        assertThat(refusedRegistry("BASIC_AUTH_USER_INFO", "a:b", "BEARER_AUTH_TOKEN", "t"))
                .contains("a user and a bearer token");
        assertThatExceptionOfType(ServiceFailure.class)
                .isThrownBy(() ->
                        options("https://ann:" + SECRET + "@registry", null).connection(Map.of()))
                .withMessageContaining("MILLRACE_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO_FILE")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
    }

    @Test
    void shouldSayThatThisBuildHasNoTokensFromAnEndpointForTheRegistry() {
        KafkaConnection connection = options("http://r", null)
                .connection(Map.of("MILLRACE_SCHEMA_REGISTRY_BEARER_AUTH_CREDENTIALS_SOURCE", "OAUTHBEARER"))
                .orElseThrow();

        assertThatExceptionOfType(ServiceFailure.class)
                .isThrownBy(connection::registry)
                .withMessageContaining("the client of the schema registry cannot be made");
    }

    @Test
    void shouldCompleteThePropertiesOfAFile() {
        String file = file("client.properties", "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nclient.id=x\n");
        assertThat(options("http://r", file)
                        .connection(environment("MILLRACE_KAFKA_", "USERNAME", "ann", "PASSWORD", "b"))
                        .orElseThrow()
                        .properties())
                .containsEntry("client.id", "x")
                .containsKey("sasl.jaas.config");
        assertThatExceptionOfType(ServiceFailure.class)
                .isThrownBy(
                        () -> options("http://r", file).connection(environment("MILLRACE_KAFKA_", "CLIENT_ID", "y")))
                .withMessageContaining("MILLRACE_KAFKA_CLIENT_ID and --kafka-properties both give client.id");
    }

    @Test
    void shouldShowNoSecret() {
        Map<String, String> environment = environment(
                "MILLRACE_KAFKA_",
                "SECURITY_PROTOCOL",
                "SASL_SSL",
                "SASL_MECHANISM",
                "PLAIN",
                "USERNAME",
                "ann",
                "PASSWORD",
                SECRET);
        environment.put("MILLRACE_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "ann:" + SECRET);
        KafkaConnection connection =
                options("http://r", null).connection(environment).orElseThrow();

        assertThat(connection.toString()).contains("sasl.jaas.config").doesNotContain("w0rd");
        assertThat(connection.user()).contains("ann");
    }

    private Map<String, String> kafka(String... variables) {
        return options("http://r", null)
                .connection(environment("MILLRACE_KAFKA_", variables))
                .orElseThrow()
                .properties();
    }

    private Map<String, String> registry(String... variables) {
        return options("http://r", null)
                .connection(environment("MILLRACE_SCHEMA_REGISTRY_", variables))
                .orElseThrow()
                .registryProperties();
    }

    private String refused(String... variables) {
        return refusal(environment("MILLRACE_KAFKA_", variables));
    }

    private String refusedRegistry(String... variables) {
        return refusal(environment("MILLRACE_SCHEMA_REGISTRY_", variables));
    }

    private String refusal(Map<String, String> environment) {
        try {
            options("http://r", null).connection(environment);
        } catch (ServiceFailure e) {
            assertThat(e.getMessage()).doesNotContain("\n").doesNotContain(SECRET);
            return e.getMessage();
        }
        throw new AssertionError("nothing was refused");
    }

    private static ConnectionOptions options(String registry, String file) {
        ConnectionOptions options = new ConnectionOptions();
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("kafka", CommandLine.Model.CommandSpec.forAnnotatedObject(options)));
        if (file == null) {
            line.parseArgs("--bootstrap-servers", "h:9092", "--schema-registry", registry);
        } else {
            line.parseArgs("--bootstrap-servers", "h:9092", "--schema-registry", registry, "--kafka-properties", file);
        }
        return options;
    }

    private static Map<String, String> environment(String prefix, String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", "MILLRACE_PIPELINE", "p.yaml"));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(prefix + variables[i], variables[i + 1]);
        }
        return environment;
    }

    private String file(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
