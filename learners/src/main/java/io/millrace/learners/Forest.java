package io.millrace.learners;

import java.util.Arrays;
import java.util.function.LongFunction;

/** Trees that vote together and learn apart. */
final class Forest {
    private final Member[] members;
    private double[] scratch = {};

    /** @param plant a new tree for a seed */
    Forest(ForestSettings settings, LongFunction<HoeffdingTree> plant, long seed) {
        Chance chance = new Chance(seed);
        members = new Member[settings.trees()];
        for (int i = 0; i < members.length; i++) {
            members[i] = new Member(settings, plant, chance.next());
        }
    }

    void keep(State state) {
        scratch = new double[state.whole(scratch.length)];
        for (Member member : members) {
            member.keep(state);
        }
    }

    double[] predict(float[] values) {
        double[] votes = new double[scratch.length];
        for (Member member : members) {
            member.vote(values, scratch, votes);
        }
        ClassWeights.normalise(votes);
        return votes;
    }

    void describe(Parts parts, double weight) {
        double[] says = Arrays.stream(members).mapToDouble(Member::say).toArray();
        double all = Arrays.stream(says).sum();
        if (all == 0) {
            parts.shares(weight, predict(new float[0]));
        }
        for (int i = 0; i < members.length && all > 0; i++) {
            members[i].describe(parts, weight * says[i] / all, scratch.length);
        }
    }

    void learn(float[] values, int label, double weight) {
        if (label >= scratch.length) {
            scratch = new double[label + 1];
        }
        for (Member member : members) {
            member.learn(values, label, weight, scratch);
        }
    }
}
