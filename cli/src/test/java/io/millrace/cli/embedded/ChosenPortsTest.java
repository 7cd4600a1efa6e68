package io.millrace.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.embedded.EmbeddedCluster.Ports;
import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChosenPortsTest {
    private final ChosenPorts free = ChosenPorts.of(Ports.ANY, Optional.empty());

    @Test
    void shouldTakeDifferentFreePorts() {
        assertThat(Set.of(free.kafka(), free.controller(), free.registry())).doesNotContain(0);
    }

    @Test
    void shouldTakeThePortsOfLastTimeAgain() {
        assertThat(ChosenPorts.of(Ports.ANY, Optional.of(free))).isEqualTo(free);
    }

    @Test
    void shouldTakeAnotherWhereOneOfLastTimeIsTaken() throws IOException {
        try (ServerSocket other = LoopbackPort.bound(free.kafka())) {
            ChosenPorts chosen = ChosenPorts.of(Ports.ANY, Optional.of(free));

            assertThat(chosen.kafka()).isNotEqualTo(other.getLocalPort());
            assertThat(chosen.registry()).isEqualTo(free.registry());
        }
    }

    @Test
    void shouldPreferThePortsAskedFor() {
        ChosenPorts last = ChosenPorts.of(Ports.ANY, Optional.empty());

        assertThat(ChosenPorts.of(new Ports(free.kafka(), 0), Optional.of(last)).kafka())
                .isEqualTo(free.kafka());
    }

    @Test
    void shouldSayWhichPortIsTakenAndWhatToDo() throws IOException {
        try (ServerSocket other = LoopbackPort.bound(0)) {
            assertThatThrownBy(() -> ChosenPorts.of(new Ports(other.getLocalPort(), 0), Optional.empty()))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("--kafka-port");
            assertThatThrownBy(() -> ChosenPorts.of(new Ports(0, other.getLocalPort()), Optional.empty()))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining("--registry-port");
        }
    }

    @Test
    void shouldRefuseOnePortForBoth() {
        assertThatThrownBy(() -> ChosenPorts.of(new Ports(free.kafka(), free.kafka()), Optional.empty()))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("choose two ports");
    }

    @Test
    void shouldRefuseWhatIsNoPort() {
        assertThatThrownBy(() -> new Ports(70_000, 0))
                .isInstanceOf(ServiceFailure.class)
                .hasMessage("--kafka-port must lie between 0 and 65535, not 70000");
    }

    @Test
    void shouldBeReadBackFromItsProperties() {
        assertThat(ChosenPorts.read(free.properties())).contains(free);
        assertThat(ChosenPorts.read(new Properties())).isEmpty();
    }
}
