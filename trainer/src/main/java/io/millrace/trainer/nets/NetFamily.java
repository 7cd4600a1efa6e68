package io.millrace.trainer.nets;

import io.millrace.models.onnx.Embedding;
import io.millrace.models.onnx.NetGraph;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.models.onnx.Scale;
import io.millrace.schemas.pipeline.Nets;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Nets of dense layers: softmax regression without hidden layers, and the multi-layer perceptron. Of a number the first is linear regression, by
 * gradients.
 */
public final class NetFamily implements Family {
    private final String name;
    private final NetSettings settings;
    private final TrainingDevice device;
    private final boolean warm;
    private final Optional<Incumbent> champion;

    private NetFamily(String name, NetSettings settings, TrainingDevice device) {
        this(name, settings, device, false, Optional.empty());
    }

    private NetFamily(
            String name, NetSettings settings, TrainingDevice device, boolean warm, Optional<Incumbent> champion) {
        this.name = name;
        this.settings = settings;
        this.device = device;
        this.warm = warm;
        this.champion = champion;
    }

    @Override
    public Family from(Optional<Incumbent> serving) {
        return new NetFamily(name, settings, device, true, serving);
    }

    /** Softmax regression. */
    public static NetFamily softmax(Training training, TrainingDevice device) {
        return new NetFamily("softmax", settings(List.of(), training, Embedding.NONE), device);
    }

    /** The multi-layer perceptron with the hidden layers of the pipeline definition. */
    public static NetFamily mlp(Training training, TrainingDevice device) {
        return new NetFamily("mlp", settings(training.hidden(), training, embedding(training.nets())), device);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Trained train(TrainingWindow.Split window, Problem problem) {
        TrainingWindow training = window.training();
        Preprocessing preprocessing =
                Preprocessing.fit(problem.layout(), training.matrix(), training.rows(), settings.embedding());
        if (problem.isNumber()) {
            return trainNumber(window, preprocessing, problem);
        }
        NetTarget target = new NetTarget.OfClasses(window, problem.classes().size(), settings.choices());
        Beginning beginning =
                beginning(problem, preprocessing, problem.classes().size(), Optional.empty());
        TrainedNet net = new NetTraining(settings, device).train(window, preprocessing, target, beginning.layers());
        Preprocessing learnt = preprocessing.with(net.tables());
        Export export = temperature -> NetGraph.build(learnt, net.layers(), temperature, problem.metadata(name));
        return new Trained(export, net.heldOut(), parameters(net, learnt, beginning), Torch.libraries(), device.name());
    }

    private Trained trainNumber(TrainingWindow.Split window, Preprocessing preprocessing, Problem problem) {
        Scale scale = Scale.of(window.training().numbers());
        NetTarget target = new NetTarget.OfNumber(
                window, scale, new NumberLoss(settings.choices().regressionLoss(), problem.quantile()));
        Beginning beginning = beginning(problem, preprocessing, 1, Optional.of(scale));
        TrainedNet net = new NetTraining(settings, device).train(window, preprocessing, target, beginning.layers());
        Preprocessing learnt = preprocessing.with(net.tables());
        Export export = temperature -> NetGraph.ofNumber(learnt, net.layers(), scale, problem.metadata(name));
        return new Trained(
                export,
                net.heldOut().scaled(scale),
                parameters(net, learnt, beginning),
                Torch.libraries(),
                device.name());
    }

    private Beginning beginning(Problem problem, Preprocessing now, int outputs, Optional<Scale> scale) {
        return warm
                ? Beginning.of(champion, name, problem, Beginning.units(settings.hidden(), outputs), now, scale)
                : Beginning.UNASKED;
    }

    private Map<String, String> parameters(TrainedNet net, Preprocessing learnt, Beginning beginning) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("hidden", settings.hidden().toString());
        parameters.put("epochs", Integer.toString(settings.epochs()));
        parameters.put("epochsRun", Integer.toString(net.epochs()));
        parameters.put("bestEpoch", Integer.toString(net.bestEpoch()));
        parameters.put("batch", Integer.toString(settings.batch()));
        parameters.put("learningRate", Double.toString(settings.learningRate()));
        parameters.put("nets", settings.choices().toString());
        parameters.put("device", device.choice());
        if (!beginning.told().isEmpty()) {
            parameters.put("warmStart", beginning.told());
        }
        if (!learnt.embedded().isEmpty()) {
            parameters.put(
                    "embedded",
                    learnt.embedded().stream()
                            .map(column -> "%s %d of %d".formatted(column.name(), column.rows(), column.length()))
                            .collect(Collectors.joining(", ")));
        }
        return parameters;
    }

    private static NetSettings settings(List<Integer> hidden, Training training, Embedding embedding) {
        return new NetSettings(
                hidden,
                training.epochs(),
                training.batch(),
                training.learningRate(),
                training.seed(),
                training.nets(),
                embedding);
    }

    private static Embedding embedding(Nets choices) {
        return choices.embeds() ? new Embedding(choices.embeddedFrom(), choices.embeddingLength()) : Embedding.NONE;
    }
}
