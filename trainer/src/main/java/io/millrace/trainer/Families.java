package io.millrace.trainer;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.nets.NetFamily;
import io.millrace.trainer.nets.Torch;
import io.millrace.trainer.nets.TrainingDevice;
import io.millrace.trainer.search.Searching;
import io.millrace.trainer.trees.TreeFamily;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model families of a pipeline definition. */
final class Families {
    private static final Logger LOG = LoggerFactory.getLogger(Families.class);

    private Families() {}

    /**
     * Loads what the families train with, which takes seconds the first time. Trees that cannot be trained on this machine are left
     * out where there are other families, and the log says so.
     *
     * @throws ServiceFailure where nothing can be trained
     */
    static TrainingDevice start(Training training) {
        TrainingDevice device = Torch.start(training.device());
        if (training.candidates().contains(Training.Family.XGBOOST)) {
            TreeFamily.missing().ifPresent(why -> leaveOut(training, why));
        }
        return device;
    }

    private static void leaveOut(Training training, String why) {
        if (training.candidates().stream().allMatch(family -> family == Training.Family.XGBOOST)) {
            throw new ServiceFailure("training.candidates names xgboost alone, and " + why);
        }
        LOG.warn("xgboost is left out of training.candidates: {}", why);
    }

    static Contest contest(Training training, TrainingDevice device) {
        List<Family> families = training.candidates().stream()
                .filter(family -> family != Training.Family.XGBOOST
                        || TreeFamily.missing().isEmpty())
                .map(family -> training.search().isOn()
                        ? new Searching(
                                training, family, given -> family(family, given, device), InstantSource.system())
                        : family(family, training, device))
                .toList();
        return new Contest(families, training.calibration());
    }

    /**
     * One family alone, as the settings are: nothing is searched.
     *
     * @param name as model versions call it
     * @throws ServiceFailure where it cannot be trained here, or there is none of that name
     */
    static Contest contest(String name, Training training, TrainingDevice device) {
        Training.Family wanted = Stream.of(Training.Family.values())
                .filter(family -> family.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ServiceFailure("this version of Millrace trains no family " + name));
        if (wanted == Training.Family.XGBOOST) {
            TreeFamily.missing().ifPresent(why -> {
                throw new ServiceFailure("xgboost cannot be trained here, and " + why);
            });
        }
        return new Contest(List.of(family(wanted, training, device)), training.calibration());
    }

    private static Family family(Training.Family family, Training training, TrainingDevice device) {
        return switch (family) {
            case SOFTMAX -> NetFamily.softmax(training, device);
            case MLP -> NetFamily.mlp(training, device);
            case LSTM -> NetFamily.lstm(training, device);
            case XGBOOST -> new TreeFamily(training.trees(), training.seed(), training.earlier());
        };
    }
}
