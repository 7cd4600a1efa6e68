package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * Trains one net: shuffled passes, which end when the held-out loss stays where it is. The parameters of the lowest held-out loss win.
 */
final class NetTraining {
    private final NetSettings settings;
    private final TrainingDevice device;

    NetTraining(NetSettings settings, TrainingDevice device) {
        this.settings = settings;
        this.device = device;
    }

    /** @throws CancellationException where the thread was interrupted */
    TrainedNet train(TrainingWindow.Split window, NetInput input, NetTarget target) {
        return train(window, Beginning.unasked(input), target);
    }

    /** The same from what is there already. */
    TrainedNet train(TrainingWindow.Split window, Beginning beginning, NetTarget target) {
        NetInput input = beginning.input();
        SplittableRandom random = new SplittableRandom(settings.seed());
        try (DjlNet net = new DjlNet(input, target.outputs(), settings, target.loss(), random, device.djl())) {
            net.begin(beginning);
            NDArray x = net.resident(input.seen(window.training()), input.inputs());
            NDArray y = target.labels(net);
            NDArray later = net.resident(input.seen(window.heldOut()), input.inputs());
            long[] order = ascending(window.training().rows());
            EarlyStop stop = new EarlyStop(target::heldOut);
            while (stop.epochs() < settings.epochs() && !stop.reached()) {
                stopWhereInterrupted();
                shuffle(order, random);
                net.pass(x, y, order, settings.batch());
                stop.after(net, later);
            }
            return stop.best();
        }
    }

    private static long[] ascending(int rows) {
        long[] order = new long[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Fisher and Yates. */
    private static void shuffle(long[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            long swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
    }

    private static void stopWhereInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("training was interrupted");
        }
    }
}
