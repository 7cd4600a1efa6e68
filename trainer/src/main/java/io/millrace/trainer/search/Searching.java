package io.millrace.trainer.search;

import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A family that looks for its parameters before it is trained. What is held out has no part in that: trials learn from the training part and are
 * judged on its later rows. The same window, settings and seed find the same, where no limit of time cuts the search short.
 */
public final class Searching implements Family {
    private final Training given;
    private final Training.Family family;
    private final Function<Training, Family> families;
    private final InstantSource clock;

    /**
     * @param given settings to begin with, of which {@code search} is on
     * @param families the family as any settings make it
     * @param clock for the limit of time
     */
    public Searching(Training given, Training.Family family, Function<Training, Family> families, InstantSource clock) {
        this.given = given;
        this.family = family;
        this.families = families;
        this.clock = clock;
    }

    @Override
    public String name() {
        return families.apply(given).name();
    }

    @Override
    public Trained train(TrainingWindow.Split window, Problem problem) {
        return train(window, problem, Trials.UNTOLD);
    }

    @Override
    public Trained train(TrainingWindow.Split window, Problem problem, Trials told) {
        Folds folds = Folds.of(window.came(), given, problem.layout());
        Outcome outcome = new TrialRun(given, folds, problem, families, clock, told)
                .among(SearchSpace.of(family, given).proposals());
        Trained trained = families.apply(outcome.best().proposal().settings()).train(window, problem);
        return outcome.trials() == 0 ? trained : by(outcome, trained);
    }

    private Trained by(Outcome outcome, Trained trained) {
        Map<String, String> parameters = new TreeMap<>(trained.parameters());
        parameters.put("search", outcome.told(given.search().strategy()));
        return new Trained(trained.export(), trained.heldOut(), parameters, trained.libraries(), trained.device())
                .by(new Found(outcome.best().proposal().settings(), outcome.figures()));
    }
}
