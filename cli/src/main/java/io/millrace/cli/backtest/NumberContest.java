package io.millrace.cli.backtest;

import io.millrace.learners.LastTarget;
import io.millrace.learners.Layout;
import io.millrace.learners.MeanTarget;
import io.millrace.learners.RegressionPortfolio;
import io.millrace.learners.Regressor;
import io.millrace.schemas.pipeline.LabelDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A number is predicted; instead of the most frequent class there is the mean so far.
 *
 * @param waiting rows that are predicted from one on until its label is known, itself included
 */
record NumberContest(LabelDefinition label, Layout layout, long seed, int waiting) implements Contest {
    @Override
    public Map<String, Contender> contenders() {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        contenders.put(OURS, contender(RegressionPortfolio.standard(layout, seed, waiting)));
        contenders.put(NO_CHANGE, contender(new LastTarget()));
        contenders.put(MAJORITY, contender(new MeanTarget()));
        return contenders;
    }

    @Override
    public Contender champion(Function<float[], double[]> answers) {
        return new NumberContender(answers, (values, known) -> {}, label.mean().orElseThrow());
    }

    private Contender contender(Regressor regressor) {
        return new NumberContender(
                values -> new double[] {regressor.predict(values)},
                regressor::learn,
                label.mean().orElseThrow());
    }

    @Override
    public double label(String text) {
        return Double.parseDouble(text);
    }

    @Override
    public List<Shown> shown() {
        return List.of(new Shown("mae", "MAE", 14), new Shown("rmse", "RMSE", 14), new Shown("r2", "R²", 8));
    }

    @Override
    public String curve() {
        return "maePerThousand";
    }

    @Override
    public boolean isShare() {
        return false;
    }
}
