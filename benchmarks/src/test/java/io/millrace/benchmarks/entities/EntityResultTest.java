package io.millrace.benchmarks.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class EntityResultTest {
    private static final EntityPoint SMALL = new EntityPoint(10_000, 20_000, 50_000, 1_000_000);
    private static final EntityPoint LARGE = new EntityPoint(1_000_000, 1_000_000, 25_000, 80_000_000);

    @Test
    void shouldSayEveryPointAsJson() {
        assertThat(new EntityResult(List.of(SMALL, LARGE), 1_000, 2, 0.5)
                        .json()
                        .at("/points/1/stateBytesPerEntity")
                        .asInt())
                .isEqualTo(80);
    }

    @Test
    void shouldDrawBothFiguresOfEveryPointHigherWhereTheyAreMore() throws Exception {
        NodeList dots = parsed(new EntityResult(List.of(SMALL, LARGE), 1_000, 2, 0.5).svg())
                .getElementsByTagName("circle");
        assertThat(dots.getLength()).isEqualTo(4);
        assertThat(place(dots, 0, "cx")).isLessThan(place(dots, 1, "cx"));
        assertThat(place(dots, 0, "cy")).as("more records a second").isLessThan(place(dots, 1, "cy"));
        assertThat(place(dots, 2, "cy")).as("fewer bytes").isGreaterThan(place(dots, 3, "cy"));
    }

    @Test
    void shouldDrawASinglePoint() throws Exception {
        NodeList dots =
                parsed(new EntityResult(List.of(SMALL), 1_000, 2, 0.5).svg()).getElementsByTagName("circle");
        assertThat(place(dots, 0, "cx")).isBetween(100.0, 640.0);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static double place(NodeList dots, int dot, String attribute) {
        return Double.parseDouble(
                dots.item(dot).getAttributes().getNamedItem(attribute).getNodeValue());
    }
}
