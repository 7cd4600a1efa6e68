package io.millrace.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the HTTP endpoint listens, whom it lets in, and what it bears.
 *
 * @param host name or address of an interface; beyond loopback only with tokens or client certificates
 * @param port 0 takes a free one
 * @param tls HTTPS where present
 */
public record HttpSettings(String host, int port, BearerTokens tokens, Optional<TlsFiles> tls, HttpLimits limits) {
    /** @throws ServiceFailure where it would be open to the network */
    public HttpSettings {
        if (port < 0 || port > 65_535) {
            throw new ServiceFailure("--http-port " + port + ": must be between 0 and 65535");
        }
        if (!isLoopback(host) && tokens.isEmpty() && !demandsCertificates(tls)) {
            throw new ServiceFailure(
                    "--http-host " + host + " is reachable from other machines: give --http-token-file"
                            + " (MILLRACE_HTTP_TOKEN_FILE) or --http-client-ca (MILLRACE_HTTP_CLIENT_CA), or listen on 127.0.0.1");
        }
    }

    public HttpSettings(String host, int port, BearerTokens tokens, Optional<TlsFiles> tls) {
        this(host, port, tokens, tls, HttpLimits.USUAL);
    }

    /** On loopback, open to whoever is on this machine. */
    public static HttpSettings loopback(int port) {
        return new HttpSettings("127.0.0.1", port, BearerTokens.NONE, Optional.empty());
    }

    boolean isOpen() {
        return tokens.isEmpty() && !demandsCertificates(tls);
    }

    private static boolean demandsCertificates(Optional<TlsFiles> tls) {
        return tls.flatMap(TlsFiles::clientAuthorities).isPresent();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ServiceFailure("--http-host " + host + ": no such address on this machine", e);
        }
    }
}
