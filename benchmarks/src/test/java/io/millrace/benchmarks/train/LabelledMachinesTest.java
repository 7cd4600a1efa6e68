package io.millrace.benchmarks.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.Example;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledMachinesTest {
    private static final List<String> CLASSES = List.of("fine", "failing");
    private static final int MANY = 4_000;

    private final LabelledMachines machines = new LabelledMachines(1_700_000_000_000L);

    @Test
    void shouldLabelTheSameMachineTheSame() {
        TrainingWindow window = machines.window(100);

        for (int number = 0; number < 100; number++) {
            Example example = machines.example(number, CLASSES, false);
            assertThat(example.getLabel()).isEqualTo(CLASSES.get(window.labels()[number]));
            assertThat(example.getValues()).hasSize(window.features());
        }
    }

    @Test
    void shouldHaveManyOfBothClassesAndAnotherConceptThatSaysTheContraryOfHalfOfThem() {
        int failing = 0;
        int otherwise = 0;
        for (int number = 0; number < MANY; number++) {
            String label = machines.example(number, CLASSES, false).getLabel();
            failing += label.equals("failing") ? 1 : 0;
            otherwise += label.equals(machines.example(number, CLASSES, true).getLabel()) ? 0 : 1;
        }

        assertThat((double) failing / MANY).isBetween(0.35, 0.65);
        assertThat((double) otherwise / MANY).isBetween(0.45, 0.55);
    }
}
