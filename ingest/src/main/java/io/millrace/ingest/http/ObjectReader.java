package io.millrace.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Makes a message of one JSON object. Order of use within a request: as the objects stand in it. For one thread. */
interface ObjectReader {
    /**
     * @param parser at the object's start; afterwards at its end
     * @param number of the object in the request, from 0
     * @throws Entry.Wrong where it is no record or label; the parser is at the object's end then too
     */
    Entry.Ready read(JsonParser parser, int number) throws IOException, Entry.Wrong;
}
