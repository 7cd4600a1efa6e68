package io.millrace.trainer.nets;

import io.millrace.models.onnx.*;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.*;

class Experiment {
    public static void main(String[] a) {
        int batch = Integer.getInteger("x.batch", 128);
        double lr = Double.parseDouble(System.getProperty("x.lr", "0.005"));
        int epochs = Integer.getInteger("x.epochs", 60);
        List<Integer> hidden = new ArrayList<>();
        for (String s : System.getProperty("x.hidden", "64,32").split(","))
            if (!s.isEmpty()) hidden.add(Integer.valueOf(s));
        int seeds = Integer.getInteger("x.seeds", 3);
        double[][] noises =
                System.getProperty("x.noise") == null ? new double[][] {{0, 0}} : new double[][] {{0, 0}, {.02, .05}};
        for (double[] noise : noises)
            for (int rows : Arrays.stream(
                            System.getProperty("x.rows", "2000,3000,4000").split(","))
                    .mapToInt(Integer::parseInt)
                    .toArray())
                for (int f : new int[] {1, 3, 7}) {
                    Loans loans = new Loans(f, noise[0], noise[1]);
                    TrainingWindow test = loans.window(5000, 999);
                    StringBuilder line = new StringBuilder();
                    double min = 1, sum = 0;
                    long best = Long.MAX_VALUE;
                    int ep = 0;
                    for (int s = 0; s < seeds; s++) {
                        TrainingWindow.Split split = loans.window(rows, 100 + s).split(0.2);
                        long t = System.nanoTime();
                        Preprocessing p = Preprocessing.fit(
                                Loans.LAYOUT,
                                split.training().matrix(),
                                split.training().rows());
                        TrainedNet tr = new NetTraining(
                                        new NetSettings(hidden, epochs, batch, lr, s), new TrainingDevice("cpu", "cpu"))
                                .train(split, p, 2);
                        long ms = (System.nanoTime() - t) / 1_000_000;
                        best = Math.min(best, ms);
                        ep += tr.epochs();
                        byte[] onnx = NetGraph.build(p, tr.layers(), Map.of());
                        double acc;
                        try (var m = new io.millrace.models.artefact.OnnxModel(onnx)) {
                            acc = Evaluation.of(m.probabilities(test.matrix(), test.rows()), test.labels(), 2)
                                    .accuracy();
                        }
                        min = Math.min(min, acc);
                        sum += acc;
                        line.append(String.format(" %.3f(%d/%d,%dms)", acc, tr.bestEpoch(), tr.epochs(), ms));
                    }
                    System.out.printf(
                            "noise=%s rows=%d F%d mean=%.4f min=%.4f :%s%n",
                            Arrays.toString(noise), rows, f, sum / seeds, min, line);
                }
    }
}
