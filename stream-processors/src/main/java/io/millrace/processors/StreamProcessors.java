package io.millrace.processors;

import io.millrace.runtime.Refusals;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceGroup;
import io.millrace.runtime.StreamsService;
import io.millrace.schemas.serde.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Runs the topologies of a pipeline as one service: {@code encode}, {@code join}, {@code evaluate} and, where vectors say something of the
 * past, {@code history}, each a Kafka Streams application of its own; and the profiler where columns are profiled.
 */
public final class StreamProcessors {
    private static final String NAME = "stream-processors";
    private static final long STORE_CACHE_BYTES = 16L << 20;

    private StreamProcessors() {}

    public static Service service(ServiceContext context) {
        SchemaRegistry registry = context.kafka().registry();
        OtherEncoders others = new OtherEncoders(NAME, context, registry);
        ColumnFigures figures = new ColumnFigures();
        Topology encode = EncodeTopology.build(context.pipeline(), registry, context.meters(), others, figures);
        boolean profiles = context.pipeline().profiles().window().isPresent();
        List<Service> services = new ArrayList<>();
        services.add(others);
        if (profiles) {
            services.add(FiguresLoop.service(NAME, context, registry, figures));
        }
        services.add(application("encode", encode, context));
        services.add(application("join", JoinTopology.build(context.pipeline(), registry, context.meters()), context));
        Topology evaluate = EvaluateTopology.build(context.pipeline(), registry, context.meters());
        services.add(application("evaluate", evaluate, context));
        if (context.pipeline().hasPast()) {
            Topology history = HistoryTopology.build(context.pipeline(), registry, context.meters());
            services.add(application("history", history, context));
        }
        if (profiles) {
            services.add(Profiler.service(NAME, context, registry));
        }
        return new ServiceGroup(services);
    }

    /**
     * One topology as one of the pipeline's applications, with the settings and the memory of them all.
     *
     * @param name of the application within the pipeline
     */
    public static Service application(String name, Topology topology, ServiceContext context) {
        Map<String, Object> settings = context.kafka()
                .streams(
                        context.groupOf(name),
                        context.stateDirectory(),
                        context.pipeline().delivery());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, STORE_CACHE_BYTES);
        return new StreamsService(name, Refusals.of(context, NAME), topology, settings, context.meters());
    }
}
