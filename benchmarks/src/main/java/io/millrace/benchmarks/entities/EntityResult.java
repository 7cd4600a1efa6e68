package io.millrace.benchmarks.entities;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What more and more entities cost. */
public record EntityResult(List<EntityPoint> points, long records, int processors, double load) {
    public EntityResult {
        points = List.copyOf(points);
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("benchmark", "entities");
        ArrayNode array = json.putArray("points");
        for (EntityPoint point : points) {
            array.addObject()
                    .put("entities", point.entities())
                    .put("recordsPerSecond", Math.rint(point.recordsPerSecond()))
                    .put("stateBytesPerRecord", Math.rint(point.bytesPerRecord()))
                    .put("stateBytesPerEntity", Math.rint(point.bytesPerEntity()));
        }
        return json.put("records", records).put("processors", processors).put("load", Math.rint(load * 100) / 100);
    }

    /** Both figures over the number of entities, as a picture. */
    public String svg() {
        return new EntityPlot(points).svg();
    }
}
