package io.millrace.trainer.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.GateOutcome;
import io.millrace.schemas.GateResult;
import io.millrace.schemas.ModelChange;
import io.millrace.schemas.ModelRequest;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.pipeline.Promotion;
import io.millrace.trainer.candidates.TestVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeeperTest {
    private static final ModelBytes BYTES = ModelBytes.of(new byte[] {1});
    private static final Promotion RULES =
            new Promotion(0.05, 2_000, Duration.ofDays(7), Promotion.WhenSlow.ARCHIVE, 5_000);

    private final SplittableRandom random = new SplittableRandom(7);
    private final Keeper keeper = new Keeper(RULES, true);
    private long offset = 1_000;

    @Test
    void shouldPromoteTheFirstModelAtOnce() {
        know(1, GateOutcome.FIRST, 0);

        assertThat(keeper.decide(0))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(1L, ModelStatus.CHAMPION));
        assertThat(keeper.compared()).isEmpty();
        assertThat(keeper.decide(1)).isEmpty();
    }

    @Test
    void shouldPromoteWhatIsSurelyBetterAtOnceAndPutItOnProbation() {
        serve();
        know(2, GateOutcome.BETTER, 1);

        assertThat(keeper.decide(0))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus, ModelVersion::getStatusReason)
                .containsExactly(
                        tuple(1L, ModelStatus.ARCHIVED, "replaced by version 2"),
                        tuple(2L, ModelStatus.CHAMPION, "a test"));
        assertThat(keeper.compared()).containsExactly(2L, 1L);
    }

    @Test
    void shouldPromoteAShadowThatIsFivePointsBetterWithinTwoThousandLabels() {
        int promoted = 0;
        for (int run = 0; run < 200; run++) {
            Keeper fresh = shadowing();
            promoted += status(fresh, 2, show(fresh, 2_000, 0.80, 0.85)) == ModelStatus.CHAMPION ? 1 : 0;
        }

        assertThat(promoted).isGreaterThanOrEqualTo(190);
    }

    @Test
    void shouldPromoteNoShadowThatLearntNothing() {
        for (int run = 0; run < 50; run++) {
            Keeper fresh = shadowing();
            assertThat(status(fresh, 2, show(fresh, 2_000, 0.80, 0.50))).isEqualTo(ModelStatus.REJECTED);
        }
    }

    @Test
    void shouldTakeUpWhatAVersionThatIsComparedHasLearnt() {
        Keeper fresh = shadowing();

        assertThat(fresh.onRevision(revision(2, 1)))
                .get()
                .extracting(ModelVersion::getStatus, ModelVersion::getRevision, ModelVersion::getSha256)
                .containsExactly(ModelStatus.SHADOW, 1, "revised");
        assertThat(fresh.version(2).orElseThrow().getLineage().getRanges())
                .containsExactly(new OffsetRange(0, 0L, 9_000L));
        assertThat(fresh.onRevision(revision(2, 1))).as("known already").isEmpty();
        assertThat(fresh.onRevision(revision(2, 1, "once more")))
                .as("written once more")
                .isPresent();
        assertThat(fresh.onRevision(revision(7, 1))).as("no such version").isEmpty();
    }

    @Test
    void shouldTakeUpNothingForAVersionThatIsOver() {
        Keeper fresh = shadowing();
        show(fresh, 2_000, 0.80, 0.50);

        assertThat(fresh.onRevision(revision(2, 1))).isEmpty();
    }

    private static ModelRevision revision(long version, int revision) {
        return revision(version, revision, "revised");
    }

    private static ModelRevision revision(long version, int revision, String sha256) {
        return new ModelRevision(
                version,
                revision,
                sha256,
                3L,
                1,
                Instant.EPOCH,
                List.of(),
                List.of(new OffsetRange(0, 0L, 9_000L)),
                9_000L);
    }

    @Test
    void shouldCompareOnWhatLearnsOnWhenAnotherServesInItsPlace() {
        Keeper fresh = learnerServes();

        assertThat(candidate(fresh, 2, GateOutcome.BETTER, 1))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus, ModelVersion::getStatusReason)
                .containsExactly(
                        tuple(
                                1L,
                                ModelStatus.SHADOW,
                                "replaced by version 2; it learns on, and is compared with version 2"),
                        tuple(2L, ModelStatus.CHAMPION, "a test"));
        assertThat(fresh.life().standing()).isEqualTo(new Standing.Settled(2, 1));
        assertThat(fresh.onRevision(revision(1, 1))).as("learns on").isPresent();
        offset = 9_000;
        assertThat(show(fresh, 2_000, 0.80, 0.90))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(2L, ModelStatus.ARCHIVED), tuple(1L, ModelStatus.CHAMPION));
        assertThat(fresh.compared()).as("on probation").containsExactly(1L, 2L);
        assertThat(show(fresh, 2_000, 0.70, 0.80))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(1L, ModelStatus.SHADOW), tuple(2L, ModelStatus.CHAMPION));
        assertThat(show(fresh, 2_000, 0.80, 0.60))
                .as("it has served: not rejected")
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(1L, ModelStatus.ARCHIVED));
        assertThat(fresh.compared()).isEmpty();
    }

    @Test
    void shouldArchiveWhatLearntOnWhereNothingIsLearntOnlineAnyMore() {
        Keeper fresh = new Keeper(RULES, false);
        fresh.know(TestVersions.learner(1, BYTES, TestVersions.gate(GateOutcome.FIRST, 0)));
        fresh.decide(0);

        assertThat(candidate(fresh, 2, GateOutcome.BETTER, 1))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(1L, ModelStatus.ARCHIVED), tuple(2L, ModelStatus.CHAMPION));
    }

    @Test
    void shouldCompareOneThatLearnsOnBesideOneThatDoesNot() {
        Keeper fresh = learnerServes();
        candidate(fresh, 2, GateOutcome.BETTER, 1);
        candidate(fresh, 3, GateOutcome.UNDECIDED, 2);
        assertThat(fresh.compared()).containsExactly(2L, 1L, 3L);

        assertThat(candidate(fresh, 4, GateOutcome.UNDECIDED, 2))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .as("takes the place of its like")
                .containsExactly(tuple(3L, ModelStatus.REJECTED), tuple(4L, ModelStatus.SHADOW));
        assertThat(show(fresh, 2_000, 0.80, 0.90))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(2L, ModelStatus.ARCHIVED), tuple(1L, ModelStatus.CHAMPION));
        assertThat(fresh.compared()).as("its shadow, and the one before").containsExactly(1L, 4L, 2L);
    }

    @Test
    void shouldRollBackAChampionThatTurnsBadHoweverGoodItWas() {
        Keeper fresh = shadowing(new Promotion(0.05, 2_000, Duration.ofDays(7), Promotion.WhenSlow.ARCHIVE, 10_000));
        fresh.onRequest(request(ModelChange.PROMOTE, 2), 0);
        assertThat(show(fresh, 3_000, 0.95, 0.30)).isEmpty();

        assertThat(show(fresh, 1_000, 0.65, 0.80))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(2L, ModelStatus.ARCHIVED), tuple(1L, ModelStatus.CHAMPION));
    }

    @Test
    void shouldTrustWhatLabelsDoNotTellOfOnlyWhereItHasNotLostBefore() {
        Keeper fresh =
                new Keeper(new Promotion(0.05, 2_000, Duration.ofDays(7), Promotion.WhenSlow.PROMOTE, 5_000), true);
        fresh.know(TestVersions.learner(1, BYTES, TestVersions.gate(GateOutcome.FIRST, 0)));
        fresh.decide(0);
        candidate(fresh, 2, GateOutcome.BETTER, 1);

        assertThat(fresh.decide(Duration.ofDays(7).toMillis()))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(1L, ModelStatus.ARCHIVED));
    }

    @Test
    void shouldCompareAnewAShadowWhoseTrialWasLost() {
        Keeper before = learnerServes();
        candidate(before, 2, GateOutcome.BETTER, 1);
        candidate(before, 3, GateOutcome.UNDECIDED, 2);
        Keeper next = new Keeper(RULES, true);
        for (long version = 1; version <= 3; version++) {
            next.know(before.version(version).orElseThrow());
        }
        next.resume(Life.of(2));

        assertThat(next.decide(0)).isEmpty();
        assertThat(next.compared()).containsExactly(2L, 1L, 3L);

        next.know(TestVersions.shadow(4, BYTES));
        assertThat(next.decide(0))
                .as("there is one already")
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(4L, ModelStatus.REJECTED));
    }

    /** Version 1 serves, and learns on. */
    private static Keeper learnerServes() {
        Keeper fresh = new Keeper(RULES, true);
        fresh.know(TestVersions.learner(1, BYTES, TestVersions.gate(GateOutcome.FIRST, 0)));
        fresh.decide(0);
        return fresh;
    }

    private static List<ModelVersion> candidate(Keeper keeper, long version, GateOutcome outcome, long champion) {
        keeper.know(TestVersions.candidate(version, BYTES, TestVersions.gate(outcome, champion)));
        return keeper.decide(0);
    }

    @Test
    void shouldNotRollBackForAGoodStretchOfOneThatIsWorseAsAWhole() {
        Keeper fresh = shadowing();
        fresh.onRequest(request(ModelChange.PROMOTE, 2), 0);
        assertThat(show(fresh, 1_000, 0.95, 0.70)).isEmpty();

        assertThat(show(fresh, 100, 0.60, 0.90)).isEmpty();
    }

    @Test
    void shouldSeldomPromoteAShadowThatIsAsGood() {
        int promoted = 0;
        for (int run = 0; run < 200; run++) {
            Keeper fresh = shadowing();
            promoted += status(fresh, 2, show(fresh, 2_000, 0.80, 0.80)) == ModelStatus.CHAMPION ? 1 : 0;
        }

        assertThat(promoted).isLessThanOrEqualTo(10);
    }

    @Test
    void shouldRollBackAChampionThatTurnsBadWithinAThousandLabels() {
        for (int run = 0; run < 50; run++) {
            Keeper fresh = shadowing();
            fresh.onRequest(request(ModelChange.PROMOTE, 2), 0);
            assertThat(show(fresh, 2_000, 0.85, 0.80)).isEmpty();

            List<ModelVersion> changed = show(fresh, 1_000, 0.65, 0.80);

            assertThat(changed)
                    .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                    .containsExactly(tuple(2L, ModelStatus.ARCHIVED), tuple(1L, ModelStatus.CHAMPION));
            assertThat(changed.get(0).getStatusReason())
                    .startsWith("rolled back to version 1, which is better than version 2");
        }
    }

    @Test
    void shouldArchiveAShadowThatIsNotToldApartInItsTime() {
        Keeper fresh = shadowing();
        List<ModelVersion> changed = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            changed.addAll(fresh.onExample(0, offset++, Map.of(1L, 0.3, 2L, 0.3), 0));
        }

        assertThat(changed)
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(2L, ModelStatus.REJECTED));
        assertThat(changed.get(0).getStatusReason())
                .startsWith("not told apart from version 1 on 2000 labelled examples as they came");
        assertThat(fresh.compared()).isEmpty();
    }

    @Test
    void shouldEndAProbationThatWentWell() {
        Keeper fresh = shadowing();
        fresh.onRequest(request(ModelChange.PROMOTE, 2), 0);
        show(fresh, 5_000, 0.85, 0.80);

        assertThat(fresh.life().standing()).isEqualTo(new Standing.Settled(2, 1));
    }

    @Test
    void shouldLeaveOutExamplesThatAModelWasTrainedOn() {
        Keeper fresh = shadowing();
        fresh.onExample(0, 999, Map.of(1L, 1.0, 2L, 0.0), 0);
        assertThat(fresh.life().shadows().trials().get(0).examples()).isZero();

        fresh.onExample(0, 1_000, Map.of(1L, 1.0, 2L, 0.0), 0);
        assertThat(fresh.life().shadows().trials().get(0).examples()).isEqualTo(1);
        assertThat(fresh.unseenFrom(0)).hasValue(1_000);
        assertThat(fresh.unseenFrom(1)).isEmpty();
    }

    @Test
    void shouldLetANewerCandidateTakeTheShadowsPlace() {
        Keeper fresh = shadowing();
        fresh.know(TestVersions.candidate(3, BYTES, TestVersions.gate(GateOutcome.UNDECIDED, 1)));

        assertThat(fresh.decide(0))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(2L, ModelStatus.REJECTED), tuple(3L, ModelStatus.SHADOW));
    }

    @Test
    void shouldNotTrustAComparisonWithAnotherChampion() {
        serve();
        know(2, GateOutcome.BETTER, 9);

        assertThat(keeper.decide(0)).extracting(ModelVersion::getStatus).containsExactly(ModelStatus.SHADOW);
    }

    @Test
    void shouldTakeADriftForEvidenceAgainstTheChampion() {
        serve();
        keeper.know(TestVersions.afterDrift(2, BYTES, new GateResult(GateOutcome.UNDECIDED, 1L, 200, -0.3, 0.1, 0.95)));
        assertThat(keeper.decide(0))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(1L, ModelStatus.ARCHIVED), tuple(2L, ModelStatus.CHAMPION));
        assertThat(keeper.compared()).as("on probation").containsExactly(2L, 1L);

        keeper.know(TestVersions.afterDrift(3, BYTES, new GateResult(GateOutcome.UNDECIDED, 2L, 200, -0.1, 0.3, 0.95)));
        assertThat(keeper.decide(0)).extracting(ModelVersion::getStatus).containsExactly(ModelStatus.SHADOW);
    }

    @Test
    void shouldDoAsThePolicySaysWhereLabelsAreSlow() {
        long week = Duration.ofDays(7).toMillis();
        assertThat(shadowing().decide(week - 1)).isEmpty();
        assertThat(shadowing().decide(week)).extracting(ModelVersion::getStatus).containsExactly(ModelStatus.REJECTED);

        Keeper trusting = shadowing(new Promotion(0.05, 2_000, Duration.ofDays(7), Promotion.WhenSlow.PROMOTE, 5_000));
        assertThat(trusting.decide(week))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(1L, ModelStatus.ARCHIVED), tuple(2L, ModelStatus.CHAMPION));
    }

    @Test
    void shouldRejectAShadowThatDoesNotRun() {
        assertThat(shadowing().onBroken(2, "the bytes are lost", 0))
                .extracting(ModelVersion::getStatus, ModelVersion::getStatusReason)
                .containsExactly(tuple(ModelStatus.REJECTED, "the bytes are lost"));
    }

    @Test
    void shouldDoWhatPeopleAskForAndSayWho() {
        Keeper fresh = shadowing();

        assertThat(fresh.onRequest(request(ModelChange.PROMOTE, 2), 0))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatusReason)
                .containsExactly(tuple(1L, "replaced by version 2"), tuple(2L, "promoted by ann"));
        assertThat(fresh.onRequest(request(ModelChange.ROLLBACK, 0), 0))
                .extracting(ModelVersion::getVersion, ModelVersion::getStatus)
                .containsExactly(tuple(2L, ModelStatus.ARCHIVED), tuple(1L, ModelStatus.CHAMPION));
        assertThat(shadowing().onRequest(request(ModelChange.ARCHIVE, 2), 0))
                .extracting(ModelVersion::getStatusReason)
                .containsExactly("archived by ann");
    }

    @Test
    void shouldRefuseWhatMustNotBe() {
        Keeper fresh = shadowing();
        fresh.know(TestVersions.archived(0, BYTES, "e0"));

        refuses(fresh, ModelChange.PROMOTE, 9, "there is no version 9");
        refuses(fresh, ModelChange.PROMOTE, 1, "version 1 serves already");
        refuses(fresh, ModelChange.PROMOTE, 0, "no vectors of the encoder of version 0, e0, are made any more");
        refuses(fresh, ModelChange.ROLLBACK, 0, "there is no version to go back to");
        refuses(fresh, ModelChange.ARCHIVE, 1, "version 1 serves: promote another one first");
    }

    private static void refuses(Keeper keeper, ModelChange change, long version, String why) {
        assertThatThrownBy(() -> keeper.onRequest(request(change, version), 0))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith(why);
    }

    private static ModelRequest request(ModelChange change, long version) {
        return new ModelRequest("r", change, version, "ann", Instant.EPOCH);
    }

    private void know(long version, GateOutcome outcome, long champion) {
        keeper.know(TestVersions.candidate(version, BYTES, TestVersions.gate(outcome, champion)));
    }

    private void serve() {
        know(1, GateOutcome.FIRST, 0);
        keeper.decide(0);
    }

    private static Keeper shadowing() {
        return shadowing(RULES);
    }

    /** Version 1 serves, version 2 is its shadow. */
    private static Keeper shadowing(Promotion rules) {
        Keeper keeper = new Keeper(rules, true);
        keeper.know(TestVersions.candidate(1, BYTES, TestVersions.gate(GateOutcome.FIRST, 0)));
        keeper.decide(0);
        keeper.know(TestVersions.candidate(2, BYTES, TestVersions.gate(GateOutcome.UNDECIDED, 1)));
        keeper.decide(0);
        return keeper;
    }

    /** Examples on which the champion and the other are right so often, three times in four about the same; each is 90 % sure of what it says. */
    private List<ModelVersion> show(Keeper shown, int examples, double champion, double other) {
        List<ModelVersion> changed = new ArrayList<>();
        long serves = shown.compared().get(0);
        long second = shown.compared().get(1);
        for (int i = 0; i < examples && changed.isEmpty(); i++) {
            double difficulty = random.nextDouble();
            double own = random.nextInt(4) == 0 ? random.nextDouble() : difficulty;
            changed.addAll(shown.onExample(
                    0, offset++, Map.of(serves, loss(difficulty < champion), second, loss(own < other)), 0));
        }
        return changed;
    }

    private static double loss(boolean right) {
        return right ? 0.01 : 0.81;
    }

    private static ModelStatus status(Keeper keeper, long version, List<ModelVersion> changed) {
        return changed.isEmpty()
                ? ModelStatus.SHADOW
                : keeper.version(version).orElseThrow().getStatus();
    }
}
