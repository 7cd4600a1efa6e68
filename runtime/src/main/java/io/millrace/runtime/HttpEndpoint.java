package io.millrace.runtime;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The one HTTP endpoint of a process: answers its routes, over TLS where the settings say so, until it is closed. */
public final class HttpEndpoint implements AutoCloseable {
    private static final int ACCEPT_QUEUE = 128;
    private static final long STOP_MILLIS = 5_000;
    /** A connection on which nothing moves is not waited for. */
    private static final long SHUTDOWN_IDLE_MILLIS = 100;

    private final HttpSettings settings;
    private final RouteTable routes;
    private final Server server;
    private final ServerConnector connector;

    private HttpEndpoint(HttpSettings settings, List<Route> routes) {
        this.settings = settings;
        this.routes = new RouteTable(routes);
        QueuedThreadPool threads = new QueuedThreadPool(settings.limits().threads(), 2);
        threads.setName("http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1, protocols(settings));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        server.addConnector(connector);
        limitConnections();
        server.setErrorHandler(new ErrorReplies());
        server.setHandler(new GracefulHandler(new RouteHandler(this.routes, settings, threads)));
        server.setStopTimeout(STOP_MILLIS);
    }

    /** @throws ServiceFailure where the port is taken or the address is not this machine's */
    public static HttpEndpoint start(HttpSettings settings, List<Route> routes) {
        HttpEndpoint endpoint = new HttpEndpoint(settings, routes);
        try {
            endpoint.server.start();
            return endpoint;
        } catch (Exception e) {
            endpoint.close();
            String why = (e instanceof IOException && e.getCause() != null ? e.getCause() : e).getMessage();
            throw new ServiceFailure(
                    "cannot listen on " + settings.host() + " port " + settings.port() + " (" + why
                            + "): choose another with --http-port (0 for a free one) or --http-host",
                    e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** For instance {@code http://127.0.0.1:41234}. */
    public String url() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return (settings.tls().isPresent() ? "https://" : "http://") + host + ":" + port();
    }

    public List<Route> routes() {
        return routes.routes();
    }

    /** Takes no new requests, and lets those in hand end for some seconds. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP endpoint did not stop", e);
        }
    }

    private void limitConnections() {
        HttpLimits limits = settings.limits();
        NetworkConnectionLimit most = new NetworkConnectionLimit(limits.connections(), connector);
        most.setEndPointIdleTimeout(Math.min(2_000, limits.idle().toMillis()));
        connector.addBean(most);
        SlowRequests slow = new SlowRequests(limits.headerTime(), connector.getScheduler());
        connector.addBean(slow);
        connector.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarted(LifeCycle started) {
                slow.run();
            }
        });
    }

    private static ConnectionFactory[] protocols(HttpSettings settings) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(settings.limits().headerBytes());
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        return settings.tls()
                .map(tls -> new ConnectionFactory[] {new SslConnectionFactory(context(tls), http.getProtocol()), http})
                .orElse(new ConnectionFactory[] {http});
    }

    private static SslContextFactory.Server context(TlsFiles tls) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(tls.identity());
        context.setKeyStorePassword(TlsFiles.PASSWORD);
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        Optional.of(tls).flatMap(TlsFiles::clientAuthorities).ifPresent(authorities -> {
            context.setTrustStore(authorities);
            context.setNeedClientAuth(true);
        });
        return context;
    }
}
