package org.oudfhir.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.DecimalType;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;

/**
 * Refuses a resource with an element that FHIR does not know. HAPI's own reading drops such an element without a word, and
 * with it what the client meant to store.
 */
@Interceptor
final class StrictBodyInterceptor {

    private final FhirContext fhir;

    StrictBodyInterceptor(FhirContext fhir) {
        this.fhir = fhir;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    void read(RequestDetails request) {
        @Nullable EncodingEnum encoding = RestfulServerUtils.determineRequestEncodingNoDefault(request);
        if (request.getResource() == null || (encoding != EncodingEnum.JSON && encoding != EncodingEnum.XML)) {
            return;
        }
        if (encoding == EncodingEnum.XML) {
            // JSON tells by its form what is a number; XML does not.
            fhir.newTerser()
                    .getAllPopulatedChildElementsOfType(request.getResource(), DecimalType.class)
                    .forEach(number -> Shape.checkNumber(number.getValueAsString()));
        }
        IParser parser = encoding.newParser(fhir).setParserErrorHandler(new StrictErrorHandler());
        try {
            parser.parseResource(new String(request.loadRequestContents(), StandardCharsets.UTF_8));
        } catch (DataFormatException e) {
            throw new Problem.BadRequest("unreadable-resource", "The resource cannot be read as FHIR R4: " + reason(e));
        }
    }

    private static String reason(DataFormatException failure) {
        return String.valueOf(failure.getMessage()).replaceAll("HAPI-\\d+: ", "");
    }
}
