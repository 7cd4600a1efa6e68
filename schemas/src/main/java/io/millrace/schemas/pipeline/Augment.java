package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

/** Which examples are made from those that came in; for training only. Off by default. */
public record Augment(
        @Setting(
                doc =
                        "Noise on the numbers of jittered examples, each column by so many of its standard deviations; 0 makes none.",
                unit = "standard deviations",
                byDefault = "0.0")
        double jitter,

        @Setting(
                doc =
                        "Alpha of mixup: two examples of a class are mixed by a share from Beta(alpha, alpha). Small values stay near one of the two, 1 takes any share; 0 makes none.",
                byDefault = "0.0")
        double mixup,

        @Setting(doc = "Jittered examples, and mixed ones, for each example of the training part.", byDefault = "1.0")
        double share,

        @Setting(
                doc =
                        "Classes rarer than this share of the most frequent one are brought up to it by SMOTE; 1 makes all classes equally frequent, 0 makes none. Probabilities move towards rare classes.",
                byDefault = "0.0")
        double smote,

        @Setting(
                doc = "Nearest neighbours of its class that SMOTE places an example between.",
                unit = "examples",
                byDefault = "5")
        int neighbours) {

    public Augment {
        unless(jitter >= 0 && jitter <= 2, "jitter", "must be between 0 and 2");
        unless(mixup == 0 || (mixup >= 0.01 && mixup <= 100), "mixup", "must be 0, or between 0.01 and 100");
        unless(share > 0 && share <= 10, "share", "must be above 0 and at most 10");
        unless(smote >= 0 && smote <= 1, "smote", "must be between 0 and 1");
        unless(neighbours >= 1 && neighbours <= 100, "neighbours", "must be between 1 and 100");
    }
}
