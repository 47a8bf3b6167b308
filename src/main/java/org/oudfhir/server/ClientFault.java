package org.oudfhir.server;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;

/**
 * Failures inside a library that are the request's doing: a date that is none, a number too large for a column, a body that is not
 * what its headers say, a search that runs too long.
 */
final class ClientFault {

    private static final Pattern LIBRARY_CODE = Pattern.compile("HAPI-\\d+: ");

    /** A search runs in a thread of its own, and what it failed of arrives as text only. */
    private static final Pattern TIMED_OUT = Pattern.compile("statement timeout|QueryTimeoutException");

    /** HAPI-1230: near; theResourceName: an empty type in a chain. */
    private static final Pattern MALFORMED =
            Pattern.compile("HAPI-1230|theResourceName must not be blank|is out of range for type|Infinite or NaN");

    private ClientFault() {}

    static Optional<Problem> of(Throwable thrown, @Nullable RequestDetails request) {
        for (Throwable cause : ExceptionUtils.getThrowableList(thrown)) {
            Optional<Problem> problem = cause(cause, request);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> cause(Throwable cause, @Nullable RequestDetails request) {
        String message = String.valueOf(cause.getMessage());
        String state = cause instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        if (cause instanceof Problem problem) {
            return Optional.of(problem);
        } else if (cause instanceof HttpException http && http.getCode() == 413) {
            return Optional.of(new Problem.TooLarge(
                    "too-large", "The body, as sent or inflated, is larger than this server takes; send it in parts"));
        } else if (cause instanceof HttpException http && http.getCode() == 408) {
            return Optional.of(new Problem.TooSlow("too-slow", "The body came too slowly, at less than 1 kB a second"));
        } else if (cause instanceof HttpException http && http.getCode() < 500) {
            return malformed("the form or body cannot be read, or is too large");
        } else if (cause instanceof ZipException) {
            return malformed("the body is not what its Content-Encoding says");
        } else if (cause instanceof DataFormatException) {
            return malformed(LIBRARY_CODE.matcher(message).replaceAll(""));
        } else if (cause instanceof NumberFormatException
                || cause instanceof IllegalCharsetNameException
                || cause instanceof UnsupportedCharsetException
                || state.startsWith("22")
                || MALFORMED.matcher(message).find()) {
            return malformed("a number, code or text in it is not well formed or too large");
        } else if (message.contains("CodeSystem could not be found")) {
            return Optional.of(new Problem.Invalid(
                    "not-expandable", "", "A value set in question names a code system that is not known here"));
        } else if (state.equals("57014") || TIMED_OUT.matcher(message).find()) {
            return Optional.of(tooLong(request));
        }
        return Optional.empty();
    }

    private static Optional<Problem> malformed(String what) {
        return Optional.of(new Problem.BadRequest("bad-request", "The request is malformed: " + what));
    }

    /** A write that took too long may have waited for another one; a search would take as long again. */
    private static Problem tooLong(@Nullable RequestDetails request) {
        boolean write = request != null
                && request.getRequestType() != RequestTypeEnum.GET
                && !"_search".equals(request.getOperation());
        return write
                ? new Problem.Unavailable(
                        "too-costly", "The database took too long; try again later, or with less at once")
                : new Problem.TooCostly("too-costly", "The search takes longer than this server allows; ask for less");
    }
}
