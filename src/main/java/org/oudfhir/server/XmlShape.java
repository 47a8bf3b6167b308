package org.oudfhir.server;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.oudfhir.fhir.Problem;

/** Scans XML before anything is made of it. A document type or an instruction has no place in a resource, and is refused. */
final class XmlShape {

    private static final XMLInputFactory XML = factory();

    private XmlShape() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    static void check(byte[] body) {
        Shape shape = new Shape();
        Deque<Integer> children = new ArrayDeque<>();
        children.push(0);
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(
                    new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD,
                            XMLStreamConstants.ENTITY_DECLARATION,
                            XMLStreamConstants.ENTITY_REFERENCE,
                            XMLStreamConstants.PROCESSING_INSTRUCTION ->
                        throw new Problem.BadRequest(
                                "unreadable-body",
                                "XML with a document type, an entity or a processing instruction is not taken");
                    case XMLStreamConstants.START_ELEMENT -> {
                        children.push(children.pop() + 1);
                        shape.count(children.size(), children.element());
                        check(reader);
                        children.push(0);
                    }
                    case XMLStreamConstants.END_ELEMENT -> children.pop();
                    default -> {
                        // text and comments are bounded by the body
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new Problem.BadRequest("unreadable-body", "The body is not XML: " + reason(e));
        }
    }

    private static void check(XMLStreamReader reader) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            Shape.checkText(reader.getLocalName(), reader.getAttributeValue(i));
        }
    }

    private static String reason(XMLStreamException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("it cannot be read");
    }
}
