package org.oudfhir.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.oudfhir.fhir.Problem;

/** Scans JSON before anything is made of it. Of two members of one name, readers take the first or the last: neither is taken. */
final class JsonShape {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Shape.DEEPEST + 1)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonShape() {}

    static void check(byte[] body) {
        Shape shape = new Shape();
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                check(shape, parser, token);
            }
        } catch (StreamConstraintsException e) {
            throw new Problem.BadRequest(
                    "too-deep",
                    "The body is nested deeper than " + Shape.DEEPEST + " levels, or has an endless name or number");
        } catch (JsonProcessingException e) {
            throw new Problem.BadRequest("unreadable-body", "The body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory do not fail", e);
        }
    }

    private static void check(Shape shape, JsonParser parser, JsonToken token) throws IOException {
        JsonStreamContext context = parser.getParsingContext();
        if (token.isStructEnd() || token == JsonToken.FIELD_NAME) {
            return;
        }
        JsonStreamContext around = token.isStructStart() ? context.getParent() : context;
        shape.count(around.getNestingDepth(), around.inArray() ? around.getEntryCount() : 1);
        if (token == JsonToken.VALUE_STRING) {
            String name = parser.currentName();
            Shape.checkText(name == null ? "" : name, parser.getText());
        } else if (token.isNumeric()) {
            Shape.checkNumber(parser.getText());
        }
    }
}
