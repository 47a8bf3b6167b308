package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one translation of errors into answers: an OperationOutcome with a stable code and a text; the inside of the server
 * stays in the log, under the request's id.
 */
@Interceptor
final class ProblemInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemInterceptor.class);
    private static final Pattern LIBRARY_CODE = Pattern.compile("HAPI-\\d+: ");

    /** The libraries put statements, with what they would have stored, into the text of a refusal. */
    private static final Pattern SQL = Pattern.compile("(?i)\\bHFJ_|\\binsert into\\b|\\bSQL\\b|\\bJDBC\\b");

    private static final String WITHOUT_SQL =
            "Another request got in the way of this one, or it contradicts what is stored";

    /** The libraries name what refers to a resource that is to be deleted, which the client may not be allowed to know. */
    private static final Pattern REFERRED_TO = Pattern.compile("Unable to delete .* has a reference to this resource");

    private static final String WITHOUT_REFERRER =
            "This is not deleted, since something on record refers to it; change or delete that first";

    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    BaseServerResponseException answer(Throwable thrown, @Nullable RequestDetails request) {
        BaseServerResponseException answer =
                translate(request == null ? thrown : Deletions.shown(thrown, request), request);
        if (answer.getOperationOutcome() instanceof OperationOutcome outcome) {
            outcome.setId(id(request));
        }
        return answer;
    }

    private static BaseServerResponseException translate(Throwable thrown, @Nullable RequestDetails request) {
        if (thrown instanceof Problem problem) {
            return problem;
        }
        if (isOutage(thrown)) {
            LOG.error("Request {} met a database that does not answer", id(request), thrown);
            return new Problem.Unavailable(
                    "database-unavailable", "The database does not answer at the moment; try again later");
        }
        if (!(thrown instanceof BaseServerResponseException refusal) || refusal.getStatusCode() >= 500) {
            Optional<Problem> fault = ClientFault.of(thrown, request);
            if (fault.isPresent()) {
                return fault.get();
            }
            LOG.error("Request {} failed", id(request), thrown);
            return failure(request);
        }
        if (refusal instanceof ResourceVersionConflictException && hasIfMatch(request)) {
            return new Problem.Stale(
                    "stale-version", "If-Match names a version that is no longer current; read the resource again");
        }
        refusal.setOperationOutcome(outcome(refusal));
        return refusal;
    }

    /** A batch carries the errors of its entries in its answer. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void translateEntries(@Nullable IBaseResource answer, @Nullable RequestDetails request) {
        if (answer instanceof Bundle bundle && bundle.getType() == Bundle.BundleType.BATCHRESPONSE) {
            bundle.getEntry().forEach(entry -> translate(entry.getResponse(), request));
        }
    }

    private static void translate(BundleEntryResponseComponent entry, @Nullable RequestDetails request) {
        String status = String.valueOf(entry.getStatus());
        if (status.startsWith("5")) {
            entry.setOutcome((OperationOutcome) failure(request).getOperationOutcome());
        } else if (status.startsWith("4") && entry.getOutcome() instanceof OperationOutcome outcome) {
            int code = Integer.parseInt(status.substring(0, 3));
            outcome.getIssue().forEach(issue -> complete(issue, code));
        }
    }

    private static Problem failure(@Nullable RequestDetails request) {
        return new Problem.Failure(
                "internal-error",
                "The server could not answer this request. Its log has the cause under request id " + id(request));
    }

    private static OperationOutcome outcome(BaseServerResponseException refusal) {
        OperationOutcome outcome =
                refusal.getOperationOutcome() instanceof OperationOutcome known ? known : new OperationOutcome();
        if (!outcome.hasIssue()) {
            outcome.addIssue()
                    .setSeverity(OperationOutcome.IssueSeverity.ERROR)
                    .setCode(type(refusal.getStatusCode()))
                    .setDiagnostics(refusal.getMessage());
        }
        outcome.getIssue().forEach(issue -> complete(issue, refusal.getStatusCode()));
        return outcome;
    }

    private static void complete(OperationOutcomeIssueComponent issue, int status) {
        if (issue.hasDiagnostics()) {
            String text = LIBRARY_CODE.matcher(issue.getDiagnostics()).replaceAll("");
            issue.setDiagnostics(
                    SQL.matcher(text).find()
                            ? WITHOUT_SQL
                            : REFERRED_TO.matcher(text).find() ? WITHOUT_REFERRER : text);
        }
        if (!issue.getDetails().hasCoding()) {
            issue.getDetails().addCoding().setSystem(Systems.PROBLEM).setCode(code(status));
        }
        if (!issue.getDetails().hasText() && issue.hasDiagnostics()) {
            issue.getDetails().setText(issue.getDiagnostics());
        }
    }

    static String code(int status) {
        return switch (status) {
            case 400 -> "bad-request";
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "not-allowed";
            case 409 -> "conflict";
            case 410 -> "deleted";
            case 412 -> "precondition-failed";
            case 408 -> "too-slow";
            case 413, 414, 431 -> "too-large";
            case 415 -> "unsupported-media-type";
            case 422 -> "invalid";
            case 503 -> "unavailable";
            default -> status >= 500 ? "internal-error" : "refused";
        };
    }

    private static OperationOutcome.IssueType type(int status) {
        return switch (status) {
            case 401, 403 -> OperationOutcome.IssueType.FORBIDDEN;
            case 404 -> OperationOutcome.IssueType.NOTFOUND;
            case 405 -> OperationOutcome.IssueType.NOTSUPPORTED;
            case 409, 412 -> OperationOutcome.IssueType.CONFLICT;
            case 410 -> OperationOutcome.IssueType.DELETED;
            default -> OperationOutcome.IssueType.PROCESSING;
        };
    }

    private static boolean hasIfMatch(@Nullable RequestDetails request) {
        return request != null && request.getHeader(Constants.HEADER_IF_MATCH) != null;
    }

    private static boolean isOutage(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
            if (state != null && (state.startsWith("08") || state.startsWith("57P"))) {
                return true;
            }
        }
        return false;
    }

    private static String id(@Nullable RequestDetails request) {
        return request == null || request.getRequestId() == null ? "unknown" : request.getRequestId();
    }
}
