package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void shouldCountEdits() {
        assertThat(Spelling.edits("", "abc")).isEqualTo(3);
        assertThat(Spelling.edits("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.edits("widnow", "window")).isEqualTo(1);
        assertThat(Spelling.edits("same", "same")).isZero();
    }

    @Test
    void shouldFindTheWordThatWasMeant() {
        List<String> known = List.of("window", "minExamples", "seed", "device");

        assertThat(Spelling.nearest("windw", known)).contains("window");
        assertThat(Spelling.nearest("min-examples", known)).contains("minExamples");
        assertThat(Spelling.nearest("SEED", known)).contains("seed");
        assertThat(Spelling.nearest("colour", known)).isEmpty();
        assertThat(Spelling.nearest("x", List.of())).isEmpty();
    }
}
