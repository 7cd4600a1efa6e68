package io.millrace.benchmarks.score;

import io.millrace.processors.StreamProcessors;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.topics.Topics;
import io.millrace.scorer.Scorer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What reads the vectors and writes something for each of them. */
enum Contender {
    COPY("copy") {
        @Override
        Service service(ServiceContext context, String lap, PerRecord perRecord) {
            return CopyLoop.service(context, context.groupOf(lap), own(context.topics()));
        }
    },
    PER_RECORD("perRecord") {
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
    AT_LEAST_ONCE("atLeastOnce"),
    EXACTLY_ONCE("exactlyOnce"),
    /** At least once, while a shadow answers too, in its own thread and within its budget. */
    BESIDE_SHADOW("besideShadow", "scoring: {shadows: {enabled: true}}", "millrace.scorer.shadow.predictions"),
    /** At least once, while a model on trial answers a tenth of the vectors. */
    BESIDE_CANARY("besideCanary", "scoring: {canary: 0.1}", "millrace.scorer.predictions.canary");

    private final String key;
    private final String scoring;
    private final Optional<String> onTrial;

    Contender(String key) {
        this(key, "", Optional.empty());
    }

    Contender(String key, String scoring, String onTrial) {
        this(key, scoring, Optional.of(onTrial));
    }

    Contender(String key, String scoring, Optional<String> onTrial) {
        this.key = key;
        this.scoring = scoring;
        this.onTrial = onTrial;
    }

    /** Those of a run. */
    static List<Contender> of(boolean withTrials) {
        return Stream.of(values())
                .filter(contender -> withTrials || contender.onTrial().isEmpty())
                .toList();
    }

    /** @param lap name that no other run has */
    Service service(ServiceContext context, String lap, PerRecord perRecord) {
        return Scorer.service(context);
    }

    /** Each record is written to it, once. */
    String output(Topics topics) {
        return isScorer() ? topics.predictions().name() : own(topics);
    }

    /** The counter of what a model on trial answers; none where there is no such model. */
    Optional<String> onTrial() {
        return onTrial;
    }

    PipelineDefinition pipeline() {
        return Machines.pipeline(Machines.delivery(delivery()) + "\n" + scoring);
    }

    Delivery delivery() {
        return this == EXACTLY_ONCE ? Delivery.EXACTLY_ONCE : Delivery.AT_LEAST_ONCE;
    }

    boolean isScorer() {
        return this != COPY && this != PER_RECORD;
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
        return key;
    }
}
