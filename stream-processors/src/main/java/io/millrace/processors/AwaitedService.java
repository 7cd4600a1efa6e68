package io.millrace.processors;

import io.millrace.runtime.Health;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceFailure;

/**
 * A service that is ready before its {@link #start} returns, since others work by what it knows.
 *
 * @param what it reads, for a person
 */
record AwaitedService(Service service, String what) implements Service {
    private static final long PAUSE_MILLIS = 20;

    /** @throws ServiceFailure where it fails before it was ready */
    @Override
    public void start() {
        service.start();
        Health health = service.health();
        while (!health.isReady()) {
            if (health.isFailed()) {
                throw new ServiceFailure(health.reason());
            }
            pause();
            health = service.health();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("reading " + what + " was interrupted", e);
        }
    }

    @Override
    public Health health() {
        return service.health();
    }

    @Override
    public void close() {
        service.close();
    }
}
