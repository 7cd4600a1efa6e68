package io.millrace.benchmarks.score;

import io.millrace.processors.StreamProcessors;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.topics.Topics;
import io.millrace.scorer.Scorer;
import java.util.Locale;

/** What reads the vectors and writes something for each of them. */
enum Contender {
    COPY {
        @Override
        Service service(ServiceContext context, String lap, PerRecord perRecord) {
            return CopyLoop.service(context, context.groupOf(lap), own(context.topics()));
        }
    },
    PER_RECORD {
        @Override
        Service service(ServiceContext context, String lap, PerRecord perRecord) {
            return StreamProcessors.application(
                    lap,
                    perRecord.topology(
                            context.topics(),
                            own(context.topics()),
                            context.kafka().registry()),
                    context);
        }
    },
    AT_LEAST_ONCE {
        @Override
        Service service(ServiceContext context, String lap, PerRecord perRecord) {
            return Scorer.service(context);
        }

        @Override
        String output(Topics topics) {
            return topics.predictions().name();
        }
    },
    EXACTLY_ONCE {
        @Override
        Service service(ServiceContext context, String lap, PerRecord perRecord) {
            return Scorer.service(context);
        }

        @Override
        String output(Topics topics) {
            return topics.predictions().name();
        }
    };

    /** @param lap name that no other run has */
    abstract Service service(ServiceContext context, String lap, PerRecord perRecord);

    /** Each record is written to it, once. */
    String output(Topics topics) {
        return own(topics);
    }

    Delivery delivery() {
        return this == EXACTLY_ONCE ? Delivery.EXACTLY_ONCE : Delivery.AT_LEAST_ONCE;
    }

    boolean isScorer() {
        return this == AT_LEAST_ONCE || this == EXACTLY_ONCE;
    }

    /** A topic of the benchmark alone. */
    String own(Topics topics) {
        return topics.features().name() + "-" + spelled();
    }

    String spelled() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name in JSON. */
    String key() {
        return switch (this) {
            case COPY -> "copy";
            case PER_RECORD -> "perRecord";
            case AT_LEAST_ONCE -> "atLeastOnce";
            case EXACTLY_ONCE -> "exactlyOnce";
        };
    }
}
