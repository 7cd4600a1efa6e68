package io.millrace.trainer.search;

import io.millrace.schemas.pipeline.Search;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.Training.Family;
import io.millrace.schemas.pipeline.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The sets of parameters of one family: what is given comes first, whatever the strategy. Drawing, and not a grid, tries as many values of each
 * parameter as there are trials (Bergstra &amp; Bengio 2012, Random Search for Hyper-Parameter Optimization).
 */
final class SearchSpace {
    /** A space of few choices is exhausted before the trials are. */
    private static final int DRAWS_PER_TRIAL = 10;

    private final Training given;
    private final List<Axis<?>> axes;

    private SearchSpace(Training given, List<Axis<?>> axes) {
        this.given = given;
        this.axes = axes;
    }

    static SearchSpace of(Family family, Training given) {
        Search search = given.search();
        Stream<Axis<?>> axes = switch (family) {
            case SOFTMAX -> ofNets(search);
            case MLP -> Stream.concat(ofNets(search), ofLayers(search));
            case LSTM -> Stream.concat(Stream.concat(ofNets(search), ofLayers(search)), ofState(search));
            case XGBOOST -> ofTrees(search);
        };
        return new SearchSpace(given, axes.filter(Axis::isSearched).toList());
    }

    private static Stream<Axis<?>> ofNets(Search search) {
        return Stream.of(
                Axis.scale(
                        "learningRate",
                        search.learningRate(),
                        (t, rate) -> t.with(t.hidden(), t.batch(), rate, t.nets(), t.trees())),
                Axis.count(
                        "batch",
                        search.batch(),
                        (t, batch) -> t.with(t.hidden(), batch, t.learningRate(), t.nets(), t.trees())),
                Axis.scale(
                        "weightDecay",
                        search.nets().weightDecay(),
                        (t, decay) ->
                                nets(t, t.nets().dropout(), decay, t.nets().lstm())));
    }

    private static Stream<Axis<?>> ofLayers(Search search) {
        return Stream.of(
                Axis.choice(
                        "hidden",
                        search.hidden(),
                        (t, hidden) -> t.with(hidden, t.batch(), t.learningRate(), t.nets(), t.trees())),
                Axis.share(
                        "dropout",
                        search.nets().dropout(),
                        (t, dropout) -> nets(
                                t, dropout, t.nets().weightDecay(), t.nets().lstm())));
    }

    private static Stream<Axis<?>> ofState(Search search) {
        return Stream.of(Axis.count(
                "lstm",
                search.nets().lstm(),
                (t, units) -> nets(t, t.nets().dropout(), t.nets().weightDecay(), units)));
    }

    private static Stream<Axis<?>> ofTrees(Search search) {
        return Stream.of(
                Axis.count(
                        "rounds",
                        search.trees().rounds(),
                        (t, rounds) -> trees(
                                t,
                                new Trees(
                                        rounds,
                                        t.trees().depth(),
                                        t.trees().learningRate(),
                                        t.trees().rowShare()))),
                Axis.count(
                        "depth",
                        search.trees().depth(),
                        (t, depth) -> trees(
                                t,
                                new Trees(
                                        t.trees().rounds(),
                                        depth,
                                        t.trees().learningRate(),
                                        t.trees().rowShare()))),
                Axis.scale(
                        "learningRate",
                        search.trees().learningRate(),
                        (t, rate) -> trees(
                                t,
                                new Trees(
                                        t.trees().rounds(),
                                        t.trees().depth(),
                                        rate,
                                        t.trees().rowShare()))),
                Axis.share(
                        "rowShare",
                        search.trees().rowShare(),
                        (t, share) -> trees(
                                t,
                                new Trees(
                                        t.trees().rounds(),
                                        t.trees().depth(),
                                        t.trees().learningRate(),
                                        share))));
    }

    private static Training nets(Training t, double dropout, double weightDecay, int lstm) {
        return t.with(t.hidden(), t.batch(), t.learningRate(), t.nets().with(dropout, weightDecay, lstm), t.trees());
    }

    private static Training trees(Training t, Trees trees) {
        return t.with(t.hidden(), t.batch(), t.learningRate(), t.nets(), trees);
    }

    /** Different from each other, at most as many as there are trials. One alone where nothing of the family is looked for. */
    List<Proposal> proposals() {
        Map<Training, Proposal> different = new LinkedHashMap<>();
        different.put(given, Proposal.given(given));
        if (!axes.isEmpty()) {
            chosen(different);
        }
        return List.copyOf(different.values());
    }

    private void chosen(Map<Training, Proposal> different) {
        int trials = given.search().trials();
        if (given.search().strategy() == Search.Strategy.GRID) {
            grid().forEach(proposal -> different.putIfAbsent(proposal.settings(), proposal));
            return;
        }
        SplittableRandom random = new SplittableRandom(given.seed());
        for (int draw = 0; draw < DRAWS_PER_TRIAL * trials && different.size() < trials; draw++) {
            Proposal proposal = drawn(random);
            different.putIfAbsent(proposal.settings(), proposal);
        }
    }

    private Proposal drawn(SplittableRandom random) {
        Proposal proposal = Proposal.given(given);
        for (Axis<?> axis : axes) {
            proposal = axis.drawn(proposal, random);
        }
        return proposal;
    }

    private List<Proposal> grid() {
        List<Proposal> grid = List.of(Proposal.given(given));
        for (Axis<?> axis : axes) {
            List<Proposal> wider = new ArrayList<>();
            grid.forEach(proposal -> wider.addAll(axis.each(proposal)));
            grid = wider;
        }
        return grid;
    }
}
