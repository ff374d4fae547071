package dev.haiku.examples.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class SvgDrawingTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void drawsEveryNodeAndArrowOfAModel(boolean isGradient) throws Exception {
        var graph = DrawModel.graph(isGradient);

        var document = parse(SvgDrawing.of(graph));

        assertThat(texts(document)).contains("dot_general", "f32[8, 1000]");
        assertThat(elements(document, "polyline")).hasSameSizeAs(graph.edges());
        assertThat(elements(document, "rect")).allSatisfy(box -> {
            assertThat(number(box, "x")).isNotNegative();
            assertThat(number(box, "width")).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void putsNoNodeOnAnother(boolean isGradient) throws Exception {
        var boxes = elements(parse(SvgDrawing.of(DrawModel.graph(isGradient))), "rect").stream()
                .filter(box -> !box.getAttribute("fill").equals("none"))
                .toList();

        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(overlap(boxes.get(i), boxes.get(j))).isFalse();
            }
        }
    }

    private static boolean overlap(Element a, Element b) {
        return overlap(a, b, "x", "width") && overlap(a, b, "y", "height");
    }

    private static boolean overlap(Element a, Element b, String start, String size) {
        return number(a, start) < number(b, start) + number(b, size)
                && number(b, start) < number(a, start) + number(a, size);
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document document, String name) {
        var found = document.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static List<String> texts(Document document) {
        return elements(document, "text").stream().map(Element::getTextContent).toList();
    }
}
