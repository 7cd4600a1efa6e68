package io.millrace.learners;

import java.util.List;
import java.util.function.Function;

/** Our regressors in their one default configuration, and the names that the tables of measured errors give to those like it. */
enum NumberNamesake {
    MEAN(layout -> new MeanTarget(), "MeanPredictor"),
    LAST(layout -> new LastTarget(), "LastValue"),
    LINEAR(LinearRegression::new, "Perceptron"),
    NEIGHBOURS(NeighbourRegression::new),
    TREE(RegressionTree::new, "FIMTDD", "ORTO"),
    FOREST(RegressionForest::new, "AdaptiveRandomForestRegressor10"),
    /** Held to the best of all, whatever it is. */
    PORTFOLIO(layout -> RegressionPortfolio.standard(layout, 1, 1));

    private final Function<Layout, Regressor> ours;
    private final List<String> theirs;

    NumberNamesake(Function<Layout, Regressor> ours, String... theirs) {
        this.ours = ours;
        this.theirs = List.of(theirs);
    }

    Regressor create(Layout layout) {
        return ours.apply(layout);
    }

    /** Whether the tables say how good it should be. */
    boolean hasBar() {
        return !theirs.isEmpty() || this == PORTFOLIO;
    }

    /** Names in the tables; none stands for all. */
    List<String> theirs() {
        return theirs;
    }
}
