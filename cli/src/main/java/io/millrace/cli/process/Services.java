package io.millrace.cli.process;

import io.millrace.runtime.Health;
import io.millrace.runtime.ProcessMeters;
import io.millrace.runtime.Route;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.runtime.TopicCreation;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The services that run in this process. */
public final class Services implements AutoCloseable {
    private final Map<Part, Service> running = new EnumMap<>(Part.class);

    private Services() {}

    /**
     * Makes the pipeline's topics and starts the parts.
     *
     * @throws ServiceFailure where topics have another shape, or a part cannot start
     */
    public static Services start(ServiceContext context, Collection<Part> parts) {
        TopicCreation.ensure(
                context.kafka(), context.topics(), context.pipeline().topics().replication());
        Services services = new Services();
        try {
            for (Part part : new TreeSet<>(parts)) {
                Path directory = context.stateDirectory().resolve(part.toString());
                Service service = part.service(
                        new ServiceContext(context.pipeline(), context.kafka(), directory, context.meters()));
                services.running.put(part, service);
                service.start();
            }
            return services;
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    /** The worst of the parts' healths. */
    public Health health() {
        Health worst = Health.ready();
        for (Service service : running.values()) {
            Health health = service.health();
            if (health.isFailed()) {
                return health;
            }
            worst = health.isReady() ? worst : health;
        }
        return worst;
    }

    /** What the parts answer over HTTP. */
    public List<Route> routes() {
        return running.values().stream()
                .flatMap(service -> service.routes().stream())
                .toList();
    }

    /** Shows of each part whether it does its work. */
    public void watch(ProcessMeters meters) {
        running.forEach((part, service) -> meters.watch(part.toString(), service::health));
    }

    /** @throws ServiceFailure where a part has failed */
    public void check() {
        Health health = health();
        if (health.isFailed()) {
            throw new ServiceFailure(health.reason());
        }
    }

    /** Side by side: each may take seconds. */
    @Override
    public void close() {
        CompletableFuture.allOf(running.values().stream()
                        .map(service ->
                                CompletableFuture.runAsync(service::close, task -> new Thread(task, "close").start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
