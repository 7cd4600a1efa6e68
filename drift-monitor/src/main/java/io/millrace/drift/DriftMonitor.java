package io.millrace.drift;

import io.millrace.drift.webhooks.Webhooks;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceGroup;
import io.millrace.runtime.StreamsService;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The drift monitor and its webhooks as a service: one monitor per pipeline; more instances stand by. */
public final class DriftMonitor {
    private static final String NAME = "drift-monitor";

    private DriftMonitor() {}

    /** @throws io.millrace.runtime.ServiceFailure where a secret of a webhook is missing or cannot be used */
    public static Service service(ServiceContext context) {
        List<Service> services = new ArrayList<>(
                Webhooks.services(NAME, context, System.getenv(), InstantSource.system(), new Random()));
        services.add(monitor(context));
        return new ServiceGroup(services);
    }

    private static Service monitor(ServiceContext context) {
        return new StreamsService(
                NAME,
                Refusals.of(context, NAME),
                DriftTopology.build(context.pipeline(), context.kafka().registry(), context.meters()),
                context.kafka()
                        .streams(
                                context.groupOf(NAME),
                                context.stateDirectory(),
                                context.pipeline().delivery()),
                context.meters());
    }
}
