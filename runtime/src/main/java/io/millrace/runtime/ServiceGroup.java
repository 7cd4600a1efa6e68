package io.millrace.runtime;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Services that live and fail together, at least one; as healthy as the worst of them. */
public record ServiceGroup(List<Service> services) implements Service {
    public ServiceGroup {
        services = List.copyOf(services);
    }

    /** One after the other: the first may have to know something before the others work. */
    @Override
    public void start() {
        services.forEach(Service::start);
    }

    @Override
    public Health health() {
        Health worst = Health.ready();
        for (Service service : services) {
            Health health = service.health();
            if (health.isFailed()) {
                return health;
            }
            worst = worst.isReady() ? health : worst;
        }
        return worst;
    }

    /** Side by side: each may take its time to leave its group. */
    @Override
    public void close() {
        int last = services.size() - 1;
        CompletableFuture<?>[] closing = services.subList(0, last).stream()
                .map(service -> CompletableFuture.runAsync(service::close))
                .toArray(CompletableFuture<?>[]::new);
        try {
            services.get(last).close();
        } finally {
            CompletableFuture.allOf(closing).join();
        }
    }
}
