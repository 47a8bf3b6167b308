package org.oudfhir.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;

/** What a document is, from a look at its beginning. */
record DocumentKind(String resourceType, String type, boolean refersByUrn) {

    static DocumentKind of(InputStream in) throws IOException {
        String resourceType = "";
        String type = "";
        boolean refersByUrn = false;
        try (JsonParser parser = Json.MAPPER.createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && "resourceType".equals(name)) {
                    resourceType = parser.getText();
                } else if (value == JsonToken.VALUE_STRING && "type".equals(name)) {
                    type = parser.getText();
                } else if (value == JsonToken.START_ARRAY && "entry".equals(name)) {
                    refersByUrn = firstIsUrn(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new DocumentKind(resourceType, type, refersByUrn);
    }

    private static boolean firstIsUrn(JsonParser parser) throws IOException {
        boolean isUrn = false;
        boolean isFirst = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (isFirst) {
                isUrn = Json.text(parser.<JsonNode>readValueAsTree(), "fullUrl").startsWith("urn:");
                isFirst = false;
            } else {
                parser.skipChildren();
            }
        }
        return isUrn;
    }

    boolean isBundle() {
        return "Bundle".equals(resourceType);
    }

    boolean mayBeCut() {
        return isBundle()
                && (type.equals("batch") || ((type.equals("collection") || type.equals("searchset")) && !refersByUrn));
    }
}
