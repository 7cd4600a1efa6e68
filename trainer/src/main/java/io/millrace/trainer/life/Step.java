package io.millrace.trainer.life;

import java.util.ArrayList;
import java.util.List;

/**
 * What follows from something.
 *
 * @param decisions in the order in which they are to be written
 */
record Step(Life next, List<Decision> decisions) {
    Step {
        decisions = List.copyOf(decisions);
    }

    static Step nothing(Life life) {
        return new Step(life, List.of());
    }

    Step and(Decision decision) {
        return then(new Step(next, List.of(decision)));
    }

    Step then(Step following) {
        List<Decision> all = new ArrayList<>(decisions);
        all.addAll(following.decisions);
        return new Step(following.next, all);
    }
}
