package io.millrace.trainer;

import io.millrace.schemas.pipeline.Nets;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import java.util.List;

/** Bytes of the heap that a family holds beside the rows that it is shown. What lies outside the heap, with PyTorch and XGBoost, is not in it. */
record FamilyMemory(VectorLayout layout, Training training) {
    /**
     * @param learnt rows it learns from
     * @param heldOut rows it is held against
     */
    double training(Training.Family family, double learnt, double heldOut) {
        return Float.BYTES
                * switch (family) {
                    case SOFTMAX -> learnt * inputs(shown(), Integer.MAX_VALUE);
                    case MLP -> learnt * inputs(shown(), mostCodes());
                    case LSTM -> learnt * ofSequence();
                    case XGBOOST -> ofTrees(learnt, heldOut);
                };
    }

    /** Vectors that lack earlier records, where they are not to be seen, and those that are handed to XGBoost. */
    private double ofTrees(double learnt, double heldOut) {
        int width = shown().size();
        return width * learnt + (width < layout.length() ? width * (learnt + heldOut) : 0);
    }

    /** Records and steps by themselves, then side by side. */
    private long ofSequence() {
        List<Slot> own = layout.slots().subList(0, layout.own());
        int columns = (layout.length() - layout.own()) / layout.earlier() - 1;
        long step = inputs(layout.slots().subList(0, columns), mostCodes()) + 2;
        return 2 * (inputs(own, mostCodes()) + (1 + layout.earlier()) * step) + 1;
    }

    private List<Slot> shown() {
        int shown = training.earlier() == Training.Earlier.ALL ? layout.length() : layout.own();
        return layout.slots().subList(0, shown);
    }

    private int mostCodes() {
        Nets nets = training.nets();
        return nets.embeds() ? nets.embeddedFrom() : Integer.MAX_VALUE;
    }

    /** A number and whether it is missing, or a place for each code that is not looked up. */
    private static long inputs(List<Slot> slots, int mostCodes) {
        return slots.stream()
                .mapToLong(slot -> slot.categorical() ? Math.min(slot.codes(), mostCodes) : 2)
                .sum();
    }
}
