package io.millrace.benchmarks.train;

import io.millrace.benchmarks.score.Machines;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.nets.NetFamily;
import io.millrace.trainer.nets.Torch;
import io.millrace.trainer.nets.TrainingDevice;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The trainer's multi-layer perceptron and a {@link BareLoop}, in turns, over the same rows as often. The trainer's time holds all it does besides: fitting and
 * applying what is before the net, keeping the best layers, shuffling so that a seed says it all.
 */
final class NetRace {
    static final int BATCH = 512;

    private final int rows;
    private final int rounds;
    private final Training settings;

    /** Who trains. */
    enum Runner {
        TRAINER("trainer"),
        BARE_LOOP("bareLoop"),
        EASY_TRAIN("easyTrain");

        private final String key;

        Runner(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /** @param rows of the window, a fifth of which the trainer holds out */
    NetRace(int rows, int epochs, int rounds) {
        this.rows = rows;
        this.rounds = rounds;
        this.settings = Machines.pipeline("training: {batch: %d, epochs: %d, device: cpu}".formatted(BATCH, epochs))
                .training();
    }

    /** Medians over the rounds but the first, in rows of a pass, times passes. */
    Map<Runner, Lap> run(Consumer<String> progress) {
        TrainingDevice device = Torch.start(settings.device());
        LabelledMachines machines = new LabelledMachines(0);
        TrainingWindow.Split window = machines.window(rows).split(settings.validationShare());
        Problem problem = new Problem(machines.layout(), List.of("fine", "failing"), machines.fingerprint());
        BareLoop.Rows training = seen(machines, window, window.training());
        BareLoop.Rows heldOut = seen(machines, window, window.heldOut());
        Map<Runner, List<Lap>> laps = new EnumMap<>(Runner.class);
        int passes = settings.epochs();
        for (int round = 0; round <= rounds; round++) {
            Timed timed = Timed.begin();
            Family.Trained trained = NetFamily.mlp(settings, device).train(window, problem);
            passes = Integer.parseInt(trained.parameters().get("epochsRun"));
            add(laps, Runner.TRAINER, round, timed.lap((double) training.labels().length * passes), progress);
            BareLoop bare = new BareLoop(settings, training, heldOut, passes);
            timed = Timed.begin();
            float loss = bare.slices();
            add(laps, Runner.BARE_LOOP, round, timed.lap((double) training.labels().length * passes), progress);
            checkItLearns(loss);
            timed = Timed.begin();
            loss = bare.easyTrain();
            add(laps, Runner.EASY_TRAIN, round, timed.lap((double) training.labels().length * passes), progress);
            checkItLearns(loss);
        }
        Map<Runner, Lap> medians = new EnumMap<>(Runner.class);
        laps.forEach((runner, all) -> medians.put(runner, Lap.median(all)));
        return medians;
    }

    /** A loop that learns nothing would be no measure; chance is at 0.69. */
    private static void checkItLearns(float loss) {
        if (!(loss < 0.69)) {
            throw new ServiceFailure("a bare loop has not learnt: its held-out loss is " + loss);
        }
    }

    private static BareLoop.Rows seen(LabelledMachines machines, TrainingWindow.Split window, TrainingWindow part) {
        TrainingWindow training = window.training();
        float[] seen = Preprocessing.fit(machines.layout(), training.matrix(), training.rows())
                .apply(part.matrix(), part.rows());
        return new BareLoop.Rows(seen, part.labels());
    }

    private static void add(Map<Runner, List<Lap>> laps, Runner runner, int round, Lap lap, Consumer<String> progress) {
        progress.accept(lap.line(round, runner.key(), "rows"));
        if (round > 0) {
            laps.computeIfAbsent(runner, first -> new ArrayList<>()).add(lap);
        }
    }
}
