package io.millrace.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
    private final Map<String, String> settings =
            BrokerSettings.of(new ChosenPorts(9092, 9093, 8081), Path.of("/data/node-1"));

    @Test
    void shouldUseOnlySettingsThatKafkaKnows() {
        assertThat(KafkaConfig.configDef().names()).containsAll(settings.keySet());
        assertThat(new KafkaConfig(settings, false).nodeId()).isEqualTo(BrokerSettings.NODE);
    }

    @Test
    void shouldListenOnLoopbackOnly() {
        assertThat(settings.get("listeners").split(","))
                .containsExactly("PLAINTEXT://127.0.0.1:9092", "CONTROLLER://127.0.0.1:9093");
    }
}
