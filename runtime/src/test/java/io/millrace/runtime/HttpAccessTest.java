package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HttpAccessTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLetInWhoHasAToken() throws Exception {
        try (HttpEndpoint endpoint = Endpoints.start(Endpoints.tokens("first-token", "second-token"))) {
            for (String right : List.of("Bearer first-token", "bearer second-token")) {
                assertThat(Endpoints.get(endpoint, "/metrics", "Authorization", right)
                                .statusCode())
                        .isEqualTo(200);
            }
            for (String wrong : List.of("Bearer first-toke", "Bearer ", "Basic first-token", "first-token")) {
                HttpResponse<String> reply = Endpoints.get(endpoint, "/metrics", "Authorization", wrong);
                assertThat(reply.statusCode()).isEqualTo(401);
                assertThat(reply.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            }
            assertThat(Endpoints.get(endpoint, "/metrics").statusCode()).isEqualTo(401);
            assertThat(Endpoints.get(endpoint, "/nowhere").statusCode()).isEqualTo(401);
            assertThat(Endpoints.get(endpoint, "/health").statusCode()).isEqualTo(200);
            assertThat(Endpoints.get(endpoint, "/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldNameAClientByItsTokenWithoutTellingIt() throws Exception {
        try (HttpEndpoint endpoint = Endpoints.start(Endpoints.tokens("first-token"))) {
            HttpRequest request = Endpoints.request(endpoint, "/echo/a", "Authorization", "Bearer first-token")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(Endpoints.send(request).headers().firstValue("Client").orElseThrow())
                    .matches("token-[0-9a-f]{8}");
        }
    }

    @Test
    void shouldAnswerToTheNamesOfLoopbackOnlyWithoutTokens() throws Exception {
        try (HttpEndpoint endpoint = Endpoints.start(HttpSettings.loopback(0))) {
            for (String name : List.of("localhost", "127.0.0.1:1", "[::1]:80")) {
                assertThat(asked(endpoint, name)).startsWith("HTTP/1.1 200");
            }
            for (String name : List.of("evil.example", "localhost.evil.example", "10.0.0.1")) {
                assertThat(asked(endpoint, name)).startsWith("HTTP/1.1 421").contains("{\"error\":");
            }
        }
    }

    @Test
    void shouldSpeakTls() throws Exception {
        try (HttpEndpoint endpoint = Endpoints.start(settings("--http-tls-certificate", "server.pem"))) {
            assertThat(endpoint.url()).startsWith("https://");
            assertThat(get(endpoint, Optional.empty()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldDemandACertificateOfEveryClientWhereItHasAnAuthority() throws Exception {
        HttpSettings settings = settings("--http-client-ca", "ca.pem", "--http-host", "0.0.0.0");
        try (HttpEndpoint endpoint = Endpoints.start(settings)) {
            assertThat(get(endpoint, Optional.of("client")).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(endpoint, Optional.empty())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(endpoint, Optional.of("expired"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldRefuseToBeOpenToTheNetwork() {
        assertThatThrownBy(() -> options("--http-host", "0.0.0.0"))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("--http-host 0.0.0.0 is reachable from other machines")
                .hasMessageContaining("--http-token-file");
        assertThat(options("--http-host", "localhost").isOpen()).isTrue();
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        refuses("nowhere.pem: no such file", "--http-tls-certificate", "nowhere.pem");
        refuses("ca.pem: is not the key of", "--http-tls-key", "client.key");
        refuses("pkcs1.key: holds a key in another form (RSA PRIVATE KEY)", "--http-tls-key", "pkcs1.key");
        refuses("server.pem: holds no private key", "--http-tls-key", "server.pem");
        refuses("server.key: holds no certificate", "--http-client-ca", "server.key");
        refuses("expired.pem: a certificate cannot be used (NotAfter:", "--http-tls-certificate", "expired.pem");
        assertThatThrownBy(() -> options("--http-token-file", empty.toString())).hasMessageContaining("holds no token");
        assertThatThrownBy(() -> options("--http-token-file", "nowhere")).hasMessageContaining("cannot read");
        assertThatThrownBy(() ->
                        options("--http-tls-key", Endpoints.pem("server.key").toString()))
                .hasMessageContaining("--http-tls-certificate is missing");
        assertThatThrownBy(() ->
                        options("--http-client-ca", Endpoints.pem("ca.pem").toString()))
                .hasMessageContaining("--http-client-ca needs");
    }

    private static void refuses(String message, String option, String file) {
        assertThatThrownBy(() -> settings(option, file))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining(message.replace("ca.pem: is", "client.key: is"));
    }

    @Test
    void shouldTakeATokenFromTheEnvironment() {
        HttpOptions options = new HttpOptions();
        new CommandLine(options).parseArgs();
        assertThat(options.settings(Optional.of("secret")).tokens().bearer("Bearer secret"))
                .isPresent();
        assertThat(options.settings(Optional.of("secret"))).asString().doesNotContain("secret");
    }

    /** TLS settings with the right files, but for what is given. */
    private static HttpSettings settings(String... given) {
        HttpOptions options = new HttpOptions();
        CommandLine line = new CommandLine(options).setOverwrittenOptionsAllowed(true);
        String[] args = new String[given.length + 4];
        args[0] = "--http-tls-certificate";
        args[1] = Endpoints.pem("server.pem").toString();
        args[2] = "--http-tls-key";
        args[3] = Endpoints.pem("server.key").toString();
        for (int i = 0; i < given.length; i++) {
            args[i + 4] = given[i].contains(".") && !given[i].contains("0.0")
                    ? Endpoints.pem(given[i]).toString()
                    : given[i];
        }
        line.parseArgs(args);
        return options.settings(Optional.empty());
    }

    private static HttpSettings options(String... args) {
        HttpOptions options = new HttpOptions();
        new CommandLine(options).parseArgs(args);
        return options.settings(Optional.empty());
    }

    private static String asked(HttpEndpoint endpoint, String name) throws IOException {
        return Endpoints.raw(endpoint, "GET /metrics HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n");
    }

    /** Asks over TLS, trusting the test authority. */
    private static HttpResponse<String> get(HttpEndpoint endpoint, Optional<String> certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca", new PemFile("ca", Endpoints.pem("ca.pem")).certificates().get(0));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity(certificate), TlsFiles.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();
        String url = endpoint.url().replace("0.0.0.0", "localhost");
        return client.send(
                HttpRequest.newBuilder(java.net.URI.create(url + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static KeyStore identity(Optional<String> name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (name.isPresent()) {
            java.security.cert.CertificateFactory factory = java.security.cert.CertificateFactory.getInstance("X.509");
            try (java.io.InputStream in = Files.newInputStream(Endpoints.pem(name.get() + ".pem"))) {
                store.setKeyEntry(
                        "client",
                        new PemFile("key", Endpoints.pem(name.get() + ".key")).key(),
                        TlsFiles.PASSWORD.toCharArray(),
                        new java.security.cert.Certificate[] {factory.generateCertificate(in)});
            }
        }
        return store;
    }
}
