package io.millrace.ingest.streams;

import io.millrace.ingest.sources.Item;
import io.millrace.ingest.sources.ItemReader;
import io.millrace.ingest.sources.RecordSource;
import java.util.Optional;
import java.util.stream.Stream;

/** The items of a source as a stream. */
final class Items {
    private Items() {}

    static Stream<Item> of(RecordSource source, long position) {
        ItemReader reader = source.open(position);
        return Stream.generate(reader::next).takeWhile(Optional::isPresent).map(Optional::orElseThrow);
    }

    static Stream<Item.Row> rows(RecordSource source) {
        return of(source, 0).filter(Item.Row.class::isInstance).map(Item.Row.class::cast);
    }
}
