package io.millrace.trainer.life;

import io.millrace.schemas.ModelStatus;
import io.millrace.statistics.sequential.BettingTest;
import java.util.Locale;

/**
 * A version that is compared with the champion, example by example, by what both cost: bounded, so that the test is valid whatever the models answer.
 *
 * @param served whether the version has served before
 * @param startedAt milliseconds since the epoch
 * @param advantage sum of the champion's loss less the version's
 * @param better for the version being better
 * @param worse for it being worse
 */
public record Trial(
        long version, boolean served, long startedAt, double advantage, BettingTest better, BettingTest worse) {

    /** @param horizon examples that it may take */
    static Trial begun(long version, long now, int horizon) {
        return begun(version, false, now, horizon);
    }

    private static Trial begun(long version, boolean served, long now, long horizon) {
        return new Trial(version, served, now, 0, BettingTest.over(horizon), BettingTest.over(horizon));
    }

    Trial ofOneThatServed() {
        return new Trial(version, true, startedAt, advantage, better, worse);
    }

    Trial begunAgain(long now) {
        return begun(version, served, now, better.horizon());
    }

    /** It is over with the version. */
    Decision ended(String reason) {
        return new Decision(version, served ? ModelStatus.ARCHIVED : ModelStatus.REJECTED, reason);
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
                version, served, startedAt, advantage + difference, better.after(difference), worse.after(-difference));
    }

    boolean isBetter(double errorRate) {
        return outweighs(better, worse, errorRate);
    }

    boolean isWorse(double errorRate) {
        return outweighs(worse, better, errorRate);
    }

    /**
     * Surely, and as surely in the light of what speaks against it: a good stretch of a version that is worse as a whole is not enough. What speaks against it counts up to a bound, so that
     * one that has been far worse is still found to be better, where the other turns bad.
     */
    private static boolean outweighs(BettingTest one, BettingTest other, double errorRate) {
        return one.isPositive(errorRate)
                && one.evidence() * errorRate >= Math.min(other.evidence(), Math.pow(errorRate, -3));
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
