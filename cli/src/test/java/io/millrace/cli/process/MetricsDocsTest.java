package io.millrace.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.millrace.drift.webhooks.Webhooks;
import io.millrace.ingest.Ingest;
import io.millrace.ingest.streams.LoanApplications;
import io.millrace.ingest.streams.StreamPlan;
import io.millrace.processors.HistoryTopology;
import io.millrace.runtime.Health;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ProcessMeters;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsDocsTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `(millrace\\.[a-z.]+)` \\| (counter|gauge|timer) \\|([^|]*)\\|.*");

    /** The demo's own pipeline has none. */
    private static final String WITH_HISTORY = """
            name: cards
            task: binary-classification
            source: {entity: card}
            label: {classes: [fine, fraud]}
            columns:
              - {name: amount, type: numeric}
            history: {features: [{take: since-last}]}
            """;

    private static final String WITH_WEBHOOK = WITH_HISTORY + """
            alerts: {webhooks: [{name: pager, url: "https://example.com/"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldListExactlyTheMetersThatServicesHave() throws IOException {
        List<Service> services = new ArrayList<>();
        try (ProcessMeters meters = new ProcessMeters()) {
            ServiceContext context = new ServiceContext(
                    LoanApplications.definition(),
                    new KafkaConnection("127.0.0.1:1", "http://127.0.0.1:1", Map.of()),
                    folder,
                    meters.registry());
            for (Part part : Part.values()) {
                services.add(part.service(context));
            }
            new Ingest(
                    context,
                    LoanApplications.stream(new StreamPlan(1, 1, 0, 0)),
                    0,
                    progress -> {},
                    InstantSource.system());
            services.addAll(Webhooks.services(
                    "drift-monitor",
                    new ServiceContext(
                            PipelineReader.parse(WITH_WEBHOOK, "cards.yaml"),
                            context.kafka(),
                            folder,
                            meters.registry()),
                    Map.of(),
                    InstantSource.system(),
                    new Random(1)));
            HistoryTopology.build(
                    PipelineReader.parse(WITH_HISTORY, "cards.yaml"),
                    new SchemaRegistry("http://127.0.0.1:1", Map.of()),
                    meters.registry());
            meters.watch("any", Health::ready);
            Set<String> registered = meters.registry().getMeters().stream()
                    .filter(meter -> meter.getId().getName().startsWith("millrace."))
                    .map(MetricsDocsTest::row)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(documented()).isEqualTo(registered);
        } finally {
            services.forEach(Service::close);
        }
    }

    private static Set<String> documented() throws IOException {
        Set<String> rows = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "metrics.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String tags = Stream.of(row.group(3).replaceAll("[` ]", "").split(","))
                        .sorted()
                        .collect(Collectors.joining(","));
                rows.add(row.group(1) + " " + row.group(2) + " " + tags);
            }
        }
        return rows;
    }

    private static String row(Meter meter) {
        String tags = meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.joining(","));
        return meter.getId().getName() + " " + meter.getId().getType().name().toLowerCase(Locale.ROOT) + " " + tags;
    }
}
