package io.millrace.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.Training;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
    private static final String LISTS = """
            learningRate: [0.001, 0.1], hidden: [[8], [16, 8]], nets: {dropout: [0.0, 0.2, 0.4]},
            trees: {rounds: [100, 400], depth: [3, 8], learningRate: [], rowShare: [0.5, 1.0]}""";

    @Test
    void shouldTryEachSetOfAGridBehindWhatIsGiven() {
        List<Proposal> proposals = proposals(Training.Family.MLP, "strategy: grid, " + LISTS);

        assertThat(proposals).hasSize(13);
        assertThat(proposals.get(0).told()).isEqualTo("as given");
        assertThat(proposals.get(1).told()).isEqualTo("learningRate 0.001, hidden [8], dropout 0.0");
        assertThat(proposals.get(12).told()).isEqualTo("learningRate 0.1, hidden [16, 8], dropout 0.4");
        Training last = proposals.get(12).settings();
        assertThat(last.learningRate()).isEqualTo(0.1);
        assertThat(last.hidden()).containsExactly(16, 8);
        assertThat(last.nets().dropout()).isEqualTo(0.4);
        assertThat(last.nets().weightDecay()).isEqualTo(0.3);
    }

    @Test
    void shouldLookForWhatAFamilyHas() {
        assertThat(proposals(Training.Family.SOFTMAX, "strategy: grid, " + LISTS))
                .extracting(Proposal::told)
                .containsExactly("as given", "learningRate 0.001", "learningRate 0.1");
        assertThat(proposals(Training.Family.XGBOOST, "strategy: grid, " + LISTS)
                        .get(8)
                        .told())
                .isEqualTo("rounds 400, depth 8, rowShare 1.0");
    }

    @Test
    void shouldLookForTheStateOfTheLstmAlone() {
        String grid = "strategy: grid, learningRate: [], hidden: [], nets: {dropout: [], lstm: [8, 16, 32]}";

        List<Proposal> proposals = proposals(Training.Family.LSTM, grid);

        assertThat(proposals).extracting(Proposal::told).containsExactly("as given", "lstm 8", "lstm 16");
        assertThat(proposals)
                .extracting(proposal -> proposal.settings().nets().lstm())
                .containsExactly(32, 8, 16);
        assertThat(List.of(Training.Family.SOFTMAX, Training.Family.MLP, Training.Family.XGBOOST))
                .allSatisfy(family -> assertThat(proposals(
                                family, grid + ", trees: {rounds: [], depth: [], learningRate: [], rowShare: []}"))
                        .hasSize(1));
    }

    @Test
    void shouldDrawAsManyUnitsOfTheLstmAsTheListHasBetweenItsEnds() {
        String drawn = "learningRate: [], hidden: [], nets: {dropout: [], lstm: [8, 12]}, trials: 100";

        assertThat(proposals(Training.Family.LSTM, "strategy: random, " + drawn))
                .extracting(proposal -> proposal.settings().nets().lstm())
                .containsExactlyInAnyOrder(32, 8, 9, 10, 11, 12);
        assertThat(proposals(Training.Family.LSTM, "strategy: halving, " + drawn))
                .extracting(Proposal::told)
                .containsExactlyInAnyOrder("as given", "lstm 8", "lstm 9", "lstm 10", "lstm 11", "lstm 12");
    }

    @Test
    void shouldNotTryTwiceWhatIsGiven() {
        assertThat(proposals(Training.Family.SOFTMAX, "strategy: grid, learningRate: [0.005, 0.01]"))
                .extracting(Proposal::told)
                .containsExactly("as given", "learningRate 0.01");
    }

    @Test
    void shouldDrawNumbersWithinTheirListsAndChoicesOfThem() {
        List<Training> drawn = proposals(Training.Family.MLP, "strategy: random, trials: 60, " + LISTS).stream()
                .skip(1)
                .map(Proposal::settings)
                .toList();

        assertThat(drawn).hasSize(59).doesNotHaveDuplicates();
        assertThat(drawn).allSatisfy(settings -> {
            assertThat(settings.learningRate()).isBetween(0.001, 0.1);
            assertThat(settings.nets().dropout()).isBetween(0.0, 0.4);
        });
        assertThat(drawn).extracting(Training::hidden).contains(List.of(8), List.of(16, 8));
        // each order of magnitude is as likely
        assertThat(drawn.stream().filter(settings -> settings.learningRate() < 0.01))
                .hasSizeBetween(15, 45);
    }

    @Test
    void shouldDrawWholeNumbers() {
        Set<Integer> depths = proposals(Training.Family.XGBOOST, "strategy: random, trials: 100, " + LISTS).stream()
                .map(proposal -> proposal.settings().trees().depth())
                .collect(Collectors.toSet());

        assertThat(depths).containsExactlyInAnyOrder(3, 4, 5, 6, 7, 8);
    }

    @Test
    void shouldDrawTheSameForTheSameSeed() {
        String random = "strategy: random, trials: 8, " + LISTS;

        assertThat(proposals(Training.Family.MLP, random)).isEqualTo(proposals(Training.Family.MLP, random));
        assertThat(SearchSpace.of(Training.Family.MLP, Searches.with("seed: 1, search: {" + random + "}"))
                        .proposals())
                .isNotEqualTo(proposals(Training.Family.MLP, random));
    }

    @Test
    void shouldEndWhereThereIsNothingLeftToDraw() {
        assertThat(proposals(
                        Training.Family.MLP,
                        "strategy: random, trials: 50, learningRate: [], hidden: [[8], [16]], nets: {dropout: []}"))
                .hasSize(3);
        assertThat(proposals(Training.Family.SOFTMAX, "strategy: random, trials: 50, learningRate: []"))
                .hasSize(1);
    }

    private static List<Proposal> proposals(Training.Family family, String search) {
        return SearchSpace.of(family, Searches.of(search)).proposals();
    }
}
