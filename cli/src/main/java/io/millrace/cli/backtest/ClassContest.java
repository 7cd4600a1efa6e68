package io.millrace.cli.backtest;

import io.millrace.learners.Layout;
import io.millrace.learners.Learner;
import io.millrace.learners.Majority;
import io.millrace.learners.NoChange;
import io.millrace.learners.Portfolio;
import io.millrace.schemas.pipeline.LabelDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One of some classes is predicted. */
record ClassContest(LabelDefinition label, Layout layout, long seed) implements Contest {
    @Override
    public Map<String, Contender> contenders() {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        contenders.put(OURS, contender(new Portfolio(layout, seed)));
        contenders.put(NO_CHANGE, contender(new NoChange()));
        contenders.put(MAJORITY, contender(new Majority()));
        return contenders;
    }

    @Override
    public Contender champion(Function<float[], double[]> answers) {
        return new ClassContender(answers, (values, known) -> {}, label.priorProbabilities());
    }

    private Contender contender(Learner learner) {
        return new ClassContender(learner::predict, learner::learn, label.priorProbabilities());
    }

    @Override
    public double label(String text) {
        return label.classes().indexOf(text);
    }

    @Override
    public List<Shown> shown() {
        return List.of(
                new Shown("accuracy", "accuracy", 9),
                new Shown("kappa", "kappa", 7),
                new Shown("kappaTemporal", "kappa-temporal", 14),
                new Shown("macroF1", "macro F1", 8),
                new Shown("logLoss", "log loss", 8));
    }

    @Override
    public String curve() {
        return "accuracyPerThousand";
    }

    @Override
    public boolean isShare() {
        return true;
    }
}
