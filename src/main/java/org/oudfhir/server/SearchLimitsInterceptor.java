package org.oudfhir.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;

/**
 * Refuses a question that costs more than a client needs to ask, or that the database would stumble over: of requests, of entries
 * of Bundles, and of conditions of writes.
 */
@Interceptor(order = InterceptorOrder.LIMIT)
final class SearchLimitsInterceptor {

    static final int MOST_PARAMETERS = 40;
    static final int MOST_VALUES = 1_000;

    /** As long as a request line may be. */
    private static final int LONGEST_ENTRY_URL = 8 * 1024;

    private static final int LARGEST_OFFSET = 100_000;
    private static final Set<String> COUNTS = Set.of("_count", "_offset", "_getpagesoffset", "count", "offset", "max");
    private static final Pattern HAS = Pattern.compile("_has:[A-Z][A-Za-z]+:[^:]+:.+");
    private static final Pattern NUMBER =
            Pattern.compile("(?:[a-z]{2})?([+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)(?:\\|.*)?", Pattern.DOTALL);

    private final Set<String> numeric;
    private final Limits limits;

    SearchLimitsInterceptor(FhirContext fhir, Limits limits) {
        this.limits = limits;
        this.numeric = fhir.getResourceTypes().stream()
                .flatMap(type -> fhir.getResourceDefinition(type).getSearchParams().stream())
                .filter(parameter -> Set.of(
                                RestSearchParameterTypeEnum.NUMBER,
                                RestSearchParameterTypeEnum.QUANTITY,
                                RestSearchParameterTypeEnum.COMPOSITE)
                        .contains(parameter.getParamType()))
                .map(RuntimeSearchParam::getName)
                .collect(Collectors.toSet());
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    void check(RequestDetails request) {
        check(request.getParameters());
        checkUrl(request.getHeader("If-None-Exist"));
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    void checkEntries(RequestDetails request) {
        @Nullable IBaseResource body = request.getResource();
        if (body instanceof Bundle bundle) {
            if (bundle.getEntry().size() > limits.entries()) {
                throw new Problem.TooLarge(
                        "too-large", "A Bundle may have " + limits.entries() + " entries at most; send it in parts");
            }
            bundle.getEntry().forEach(entry -> checkEntry(entry.getRequest()));
        }
    }

    private void checkEntry(BundleEntryRequestComponent entry) {
        checkUrl(entry.getUrl());
        checkUrl(entry.getIfNoneExist());
    }

    private void checkUrl(@Nullable String url) {
        if (url == null) {
            return;
        }
        if (url.length() > LONGEST_ENTRY_URL) {
            throw new Problem.TooLarge(
                    "too-large",
                    "The URL of an entry or condition is longer than " + LONGEST_ENTRY_URL + " characters");
        }
        refuseNul(url.replace("%00", "\0"));
        check(UrlUtil.parseQueryString(url.substring(url.indexOf('?') + 1)));
    }

    private void check(Map<String, String[]> parameters) {
        int number =
                parameters.values().stream().mapToInt(values -> values.length).sum();
        if (number > MOST_PARAMETERS) {
            throw tooMany("A search may have " + MOST_PARAMETERS + " parameters at most");
        }
        parameters.forEach((name, values) -> {
            refuseNul(name);
            if (name.startsWith("_has") && !HAS.matcher(name).matches()) {
                throw invalid(name, "is written _has:Observation:patient:code");
            }
            for (String value : values) {
                check(name, value);
            }
        });
    }

    private void check(String name, String value) {
        refuseNul(value);
        if (value.chars().filter(each -> each == ',').count() >= MOST_VALUES) {
            throw tooMany("A search parameter may have " + MOST_VALUES + " values at most");
        }
        if (COUNTS.contains(name)) {
            checkCount(name, value);
        }
        String last = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1);
        if (numeric.contains(name.replaceFirst(":.*", "")) || numeric.contains(last)) {
            for (String each : value.split("[,$]", -1)) {
                Matcher number = NUMBER.matcher(each);
                if (number.matches() && !Shape.isReasonable(number.group(1))) {
                    throw invalid(name, "has a number that is too large or too long");
                }
            }
        }
    }

    private static void checkCount(String name, String value) {
        try {
            int count = Integer.parseInt(value.strip());
            if (count >= 0 && (!name.endsWith("offset") || count <= LARGEST_OFFSET)) {
                return;
            }
        } catch (NumberFormatException e) {
            // falls through to the one sentence for both faults
        }
        throw invalid(name, "must be a whole number, 0 or more");
    }

    private static void refuseNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new Problem.BadRequest(
                    "bad-request", "A URL or parameter has the character NUL, which no text can have");
        }
    }

    private static Problem invalid(String name, String what) {
        return new Problem.BadRequest("bad-request", "The parameter " + name + " " + what);
    }

    private static Problem tooMany(String text) {
        return new Problem.BadRequest("too-many-values", text + "; ask in parts");
    }
}
