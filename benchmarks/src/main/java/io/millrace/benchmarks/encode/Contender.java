package io.millrace.benchmarks.encode;

import io.millrace.processors.EncodeTopology;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.util.List;
import org.apache.kafka.streams.Topology;

/** The topologies that are compared. */
enum Contender {
    /** As the stream processors run it. */
    ENCODE {
        @Override
        Topology topology(ServiceContext context) {
            return EncodeTopology.build(context.pipeline(), context.kafka().registry(), context.meters());
        }

        @Override
        List<String> outputs(Topics topics) {
            return List.of(topics.features().name(), topics.quarantine().name());
        }
    },
    PASS_THROUGH {
        @Override
        Topology topology(ServiceContext context) {
            SchemaRegistry registry = context.kafka().registry();
            return PassThrough.build(context.topics().records().name(), passed(context.topics()), registry);
        }

        @Override
        List<String> outputs(Topics topics) {
            return List.of(passed(topics));
        }
    };

    abstract Topology topology(ServiceContext context);

    /** Each record is written to one of them, once. */
    abstract List<String> outputs(Topics topics);

    /** Where the pass-through writes: a topic of the benchmark alone. */
    static String passed(Topics topics) {
        return topics.records().name() + "-passed";
    }
}
