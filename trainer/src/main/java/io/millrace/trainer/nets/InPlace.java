package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** What PyTorch lets be changed where it lies; what is given out is closed with the scope, the memory is not. */
final class InPlace {
    private InPlace() {}

    /** The same memory, but not the gradient, which PyTorch guards against changes in place. */
    static NDArray numbers(NDManager scope, NDArray array) {
        NDArray numbers = array.stopGradient();
        numbers.attach(scope);
        return numbers;
    }

    static NDArray gradient(NDManager scope, NDArray array) {
        NDArray gradient = array.getGradient();
        gradient.attach(scope);
        return gradient;
    }
}
