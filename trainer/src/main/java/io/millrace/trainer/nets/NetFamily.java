package io.millrace.trainer.nets;

import io.millrace.models.onnx.Embedding;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.models.onnx.Scale;
import io.millrace.models.onnx.Steps;
import io.millrace.schemas.pipeline.Nets;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Nets of dense layers: softmax regression without hidden layers, the multi-layer perceptron, and the same behind an LSTM. Of a number the first is linear
 * regression, by gradients. A net that sees vectors otherwise is a {@link NetInput}.
 */
public final class NetFamily implements Family {
    private final String name;
    private final NetSettings settings;
    private final TrainingDevice device;
    private final Fitting fitting;
    private final boolean warm;
    private final Optional<Incumbent> champion;

    /** Fits what a net of the family sees on the training part. */
    private interface Fitting {
        NetInput fit(TrainingWindow training, VectorLayout layout, Embedding embedding);
    }

    private NetFamily(String name, NetSettings settings, TrainingDevice device, Fitting fitting) {
        this(name, settings, device, fitting, false, Optional.empty());
    }

    private NetFamily(
            String name,
            NetSettings settings,
            TrainingDevice device,
            Fitting fitting,
            boolean warm,
            Optional<Incumbent> champion) {
        this.name = name;
        this.settings = settings;
        this.device = device;
        this.fitting = fitting;
        this.warm = warm;
        this.champion = champion;
    }

    @Override
    public Family from(Optional<Incumbent> serving) {
        return new NetFamily(name, settings, device, fitting, true, serving);
    }

    /** Softmax regression. */
    public static NetFamily softmax(Training training, TrainingDevice device) {
        return new NetFamily("softmax", settings(List.of(), training, Embedding.NONE), device, vectors(training));
    }

    /** The multi-layer perceptron with the hidden layers of the pipeline definition. */
    public static NetFamily mlp(Training training, TrainingDevice device) {
        NetSettings settings = settings(training.hidden(), training, embedding(training.nets()));
        return new NetFamily("mlp", settings, device, vectors(training));
    }

    /** The same with the last state of an LSTM beside the vector's own record; vectors must show earlier records. */
    public static NetFamily lstm(Training training, TrainingDevice device) {
        NetSettings settings = settings(training.hidden(), training, embedding(training.nets()));
        int units = training.nets().lstm();
        return new NetFamily(
                "lstm", settings, device, (rows, layout, embedding) -> sequences(rows, layout, embedding, units));
    }

    private static Fitting vectors(Training training) {
        boolean all = training.earlier() == Training.Earlier.ALL;
        return (rows, layout, embedding) ->
                new VectorInput(Preprocessing.fit(all ? layout.flat() : layout, rows.matrix(), rows.rows(), embedding));
    }

    private static NetInput sequences(TrainingWindow rows, VectorLayout layout, Embedding embedding, int units) {
        return new SequenceInput(
                Preprocessing.fit(layout, rows.matrix(), rows.rows(), embedding),
                Steps.fit(layout, rows.matrix(), rows.rows(), embedding),
                units);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Trained train(TrainingWindow.Split window, Problem problem) {
        NetInput fitted = fitting.fit(window.training(), problem.layout(), settings.embedding());
        if (problem.isNumber()) {
            return trainNumber(window, fitted, problem);
        }
        NetTarget target = new NetTarget.OfClasses(window, problem.classes().size(), settings.choices());
        Beginning beginning = beginning(problem, fitted, Optional.empty());
        TrainedNet net = new NetTraining(settings, device).train(window, beginning, target);
        NetInput.Learnt learnt = beginning.input().learnt(net);
        Export export = temperature -> learnt.ofClasses(temperature, problem.metadata(name));
        return new Trained(export, net.heldOut(), parameters(net, beginning), Torch.libraries(), device.name());
    }

    private Trained trainNumber(TrainingWindow.Split window, NetInput fitted, Problem problem) {
        Scale scale = Scale.of(window.training().numbers());
        NetTarget target = new NetTarget.OfNumber(
                window, scale, new NumberLoss(settings.choices().regressionLoss(), problem.quantile()));
        Beginning beginning = beginning(problem, fitted, Optional.of(scale));
        TrainedNet net = new NetTraining(settings, device).train(window, beginning, target);
        NetInput.Learnt learnt = beginning.input().learnt(net);
        Export export = temperature -> learnt.ofNumber(scale, problem.metadata(name));
        return new Trained(
                export, net.heldOut().scaled(scale), parameters(net, beginning), Torch.libraries(), device.name());
    }

    private Beginning beginning(Problem problem, NetInput fitted, Optional<Scale> scale) {
        return warm ? Beginning.of(champion, name, problem, settings, fitted, scale) : Beginning.unasked(fitted);
    }

    private Map<String, String> parameters(TrainedNet net, Beginning beginning) {
        Map<String, String> parameters = new TreeMap<>(beginning.input().parameters());
        parameters.put("hidden", settings.hidden().toString());
        parameters.put("epochs", Integer.toString(settings.epochs()));
        parameters.put("epochsRun", Integer.toString(net.epochs()));
        parameters.put("bestEpoch", Integer.toString(net.bestEpoch()));
        parameters.put("batch", Integer.toString(settings.batch()));
        parameters.put("learningRate", Double.toString(settings.learningRate()));
        parameters.put("nets", settings.choices().toString());
        parameters.put("device", device.choice());
        if (!beginning.told().isEmpty()) {
            parameters.put(WARM_START, beginning.told());
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
