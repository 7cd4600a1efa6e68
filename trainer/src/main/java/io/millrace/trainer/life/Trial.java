package io.millrace.trainer.life;

import io.millrace.statistics.sequential.BettingTest;
import java.util.Locale;

/**
 * A version that is compared with the champion, example by example, by what both cost: bounded, so that the test is valid whatever the models answer.
 *
 * @param startedAt milliseconds since the epoch
 * @param advantage sum of the champion's loss less the version's
 * @param better for the version being better
 * @param worse for it being worse
 */
public record Trial(long version, long startedAt, double advantage, BettingTest better, BettingTest worse) {

    /** @param horizon examples that it may take */
    static Trial begun(long version, long now, int horizon) {
        return new Trial(version, now, 0, BettingTest.over(horizon), BettingTest.over(horizon));
    }

    Trial begunAgain(long now) {
        return begun(version, now, Math.toIntExact(better.horizon()));
    }

    /**
     * Both have answered an example.
     *
     * @param champion what it cost, 0 to 1
     * @param own the version's
     */
    Trial after(double champion, double own) {
        double difference = champion - own;
        return new Trial(
                version, startedAt, advantage + difference, better.after(difference), worse.after(-difference));
    }

    long examples() {
        return better.seen();
    }

    boolean isOver() {
        return examples() >= better.horizon();
    }

    /** What the comparison says, one clause. */
    String line(String verdict, long champion) {
        return String.format(
                Locale.ROOT,
                "%s version %d on %d labelled examples as they came: loss %+.4f, evidence %.3g for better and %.3g for worse",
                verdict,
                champion,
                examples(),
                -advantage / Math.max(1, examples()),
                better.evidence(),
                worse.evidence());
    }
}
