package io.millrace.trainer.online;

import java.util.Optional;

/** A leaf that answers a number. */
record NumberEnd(double number, Optional<Linear> line) implements Says {
    @Override
    public boolean saysMore() {
        return line.isPresent();
    }

    /** What does not depend on the vector. */
    double constant() {
        return line.map(linear -> linear.constants[0]).orElse(number);
    }
}
