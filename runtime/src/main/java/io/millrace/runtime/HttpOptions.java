package io.millrace.runtime;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the HTTP endpoint listens and whom it lets in, as options of a command line. Each may come from the environment instead. */
public final class HttpOptions {
    static final String TOKEN = "MILLRACE_HTTP_TOKEN";

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:MILLRACE_HTTP_HOST:-127.0.0.1}",
            description =
                    "Address of the HTTP endpoint; beyond loopback only with tokens or client certificates. Environment: MILLRACE_HTTP_HOST. Default: 127.0.0.1")
    String host = "127.0.0.1";

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "${env:MILLRACE_HTTP_PORT:-0}",
            description =
                    "Port of /health, /ready, /metrics and what the service adds; 0 takes a free one. Environment: MILLRACE_HTTP_PORT. Default: 0")
    int port;

    @Option(
            names = "--http-token-file",
            paramLabel = "FILE",
            defaultValue = "${env:MILLRACE_HTTP_TOKEN_FILE}",
            description =
                    "Bearer tokens, one a line; then all but /health and /ready needs one. Environment: MILLRACE_HTTP_TOKEN_FILE, or a token itself in MILLRACE_HTTP_TOKEN.")
    Path tokenFile;

    @Option(
            names = "--http-tls-certificate",
            paramLabel = "FILE",
            defaultValue = "${env:MILLRACE_HTTP_TLS_CERTIFICATE}",
            description =
                    "PEM file with the certificate and its chain; makes it HTTPS. Environment: MILLRACE_HTTP_TLS_CERTIFICATE.")
    Path certificate;

    @Option(
            names = "--http-tls-key",
            paramLabel = "FILE",
            defaultValue = "${env:MILLRACE_HTTP_TLS_KEY}",
            description = "PEM file with the certificate's PKCS#8 key. Environment: MILLRACE_HTTP_TLS_KEY.")
    Path key;

    @Option(
            names = "--http-client-ca",
            paramLabel = "FILE",
            defaultValue = "${env:MILLRACE_HTTP_CLIENT_CA}",
            description =
                    "PEM file with the authorities whose client certificates are let in; then one is demanded of every client. Environment: MILLRACE_HTTP_CLIENT_CA.")
    Path clientAuthorities;

    /** @throws ServiceFailure where they contradict each other or a file is not what it should be */
    public HttpSettings settings() {
        return settings(Optional.ofNullable(System.getenv(TOKEN)));
    }

    HttpSettings settings(Optional<String> token) {
        return new HttpSettings(host, port, tokens(token), tls());
    }

    private BearerTokens tokens(Optional<String> token) {
        if (isGiven(tokenFile)) {
            return BearerTokens.read(tokenFile);
        }
        return token.filter(text -> !text.isEmpty())
                .map(text -> BearerTokens.of(text, TOKEN))
                .orElse(BearerTokens.NONE);
    }

    private Optional<TlsFiles> tls() {
        if (isGiven(certificate) != isGiven(key)) {
            throw new ServiceFailure("--http-tls-certificate and --http-tls-key go together: "
                    + (isGiven(certificate) ? "--http-tls-key" : "--http-tls-certificate") + " is missing");
        }
        if (!isGiven(certificate) && isGiven(clientAuthorities)) {
            throw new ServiceFailure("--http-client-ca needs --http-tls-certificate and --http-tls-key:"
                    + " client certificates exist over TLS only");
        }
        return Optional.ofNullable(certificate)
                .filter(HttpOptions::isGiven)
                .map(file -> TlsFiles.read(
                        file, key, Optional.ofNullable(clientAuthorities).filter(HttpOptions::isGiven)));
    }

    /** An environment variable that is set to nothing, as compose files have them, gives nothing. */
    private static boolean isGiven(Path file) {
        return file != null && !file.toString().isEmpty();
    }
}
