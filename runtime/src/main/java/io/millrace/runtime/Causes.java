package io.millrace.runtime;

import java.util.Optional;
import java.util.stream.Stream;

/** An exception and what caused it, the outermost first. */
final class Causes {
    private Causes() {}

    static Stream<Throwable> of(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
    }

    static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
        return of(e).filter(type::isInstance).map(type::cast).findFirst();
    }
}
