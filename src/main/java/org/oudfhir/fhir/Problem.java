package org.oudfhir.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * Why a request is refused, in words for the developer of a client. Each kind is one HTTP status and carries its
 * OperationOutcome, so that it reads the same for a request, an entry of a batch, and an operation. A message never holds a
 * patient's data, SQL, or a class name.
 */
public abstract sealed class Problem extends BaseServerResponseException {

    /**
     * One thing that is wrong.
     *
     * @param code a stable code of {@code CodeSystem/oud-problem}
     * @param expression the FHIRPath of the element at fault; empty when no element is
     * @param text what is wrong, and what would be right
     */
    public record Issue(String code, String expression, String text) {}

    private final transient List<Issue> issues;

    private Problem(int status, IssueType type, List<Issue> issues) {
        this(status, issues, outcome(type, issues));
    }

    private Problem(int status, List<Issue> issues, OperationOutcome outcome) {
        super(status, issues.get(0).text(), outcome);
        this.issues = List.copyOf(issues);
    }

    public List<Issue> issues() {
        return issues;
    }

    private static OperationOutcome outcome(IssueType type, List<Issue> issues) {
        OperationOutcome outcome = new OperationOutcome();
        for (Issue issue : issues) {
            var component = outcome.addIssue()
                    .setSeverity(IssueSeverity.ERROR)
                    .setCode(type)
                    .setDetails(Concept.of(Systems.PROBLEM, issue.code()).setText(issue.text()))
                    .setDiagnostics(issue.text());
            if (!issue.expression().isEmpty()) {
                component.addExpression(issue.expression());
            }
        }
        return outcome;
    }

    private static List<Issue> one(String code, String text) {
        return List.of(new Issue(code, "", text));
    }

    /** 400: the request cannot be read. */
    public static final class BadRequest extends Problem {
        public BadRequest(String code, String text) {
            super(400, IssueType.INVALID, one(code, text));
        }
    }

    /** 401: nobody knows who asks. */
    public static final class Unauthenticated extends Problem {

        /**
         * Makes the problem.
         *
         * @param challenge what the client is told about how to authenticate (RFC 6750)
         */
        public Unauthenticated(String code, String text, String challenge) {
            super(401, IssueType.LOGIN, one(code, text));
            addResponseHeader("WWW-Authenticate", challenge);
        }
    }

    /** 403: known, and not allowed. */
    public static final class Forbidden extends Problem {
        public Forbidden(String code, String text) {
            super(403, IssueType.FORBIDDEN, one(code, text));
        }
    }

    /** 404: it does not exist, or the caller may not know that it does. */
    public static final class NotFound extends Problem {
        public NotFound(String code, String text) {
            super(404, IssueType.NOTFOUND, one(code, text));
        }
    }

    /** 408: the rest of the request did not come. */
    public static final class TooSlow extends Problem {
        public TooSlow(String code, String text) {
            super(408, IssueType.TIMEOUT, one(code, text));
        }
    }

    /** 409: it contradicts what is stored. */
    public static final class Conflict extends Problem {
        public Conflict(String code, String text) {
            super(409, IssueType.CONFLICT, one(code, text));
        }
    }

    /** 405: nothing here answers this method. */
    public static final class NotAllowed extends Problem {
        public NotAllowed(String code, String text) {
            super(405, IssueType.NOTSUPPORTED, one(code, text));
        }
    }

    /** 410: it was there, and is not given any more. */
    public static final class Gone extends Problem {
        public Gone(String code, String text) {
            super(410, IssueType.DELETED, one(code, text));
        }
    }

    /** 412: the version that the client has seen is no longer the current one. */
    public static final class Stale extends Problem {
        public Stale(String code, String text) {
            super(412, IssueType.CONFLICT, one(code, text));
        }
    }

    /** 413: more than the server takes at once. */
    public static final class TooLarge extends Problem {
        public TooLarge(String code, String text) {
            super(413, IssueType.TOOLONG, one(code, text));
        }
    }

    /** 415: of a type that is not read here. */
    public static final class UnsupportedType extends Problem {
        public UnsupportedType(String code, String text) {
            super(415, IssueType.NOTSUPPORTED, one(code, text));
        }
    }

    /** 422: it was begun, and would have taken more than the server spends on one request. */
    public static final class TooCostly extends Problem {
        public TooCostly(String code, String text) {
            super(422, IssueType.TOOCOSTLY, one(code, text));
        }
    }

    /** 422: readable, but against a rule of FHIR, of a profile, or of care. */
    public static final class Invalid extends Problem {
        public Invalid(List<Issue> issues) {
            super(422, IssueType.BUSINESSRULE, issues);
        }

        public Invalid(String code, String expression, String text) {
            this(List.of(new Issue(code, expression, text)));
        }
    }

    /** 422: an order that a safety rule stops. */
    public static final class Unsafe extends Problem {

        /**
         * Refuses orders.
         *
         * @param outcome one issue per alert, with the rule as its code
         */
        public Unsafe(OperationOutcome outcome) {
            super(
                    422,
                    outcome.getIssue().stream()
                            .map(issue -> new Issue(
                                    issue.getDetails().getCodingFirstRep().getCode(),
                                    issue.getExpression().isEmpty()
                                            ? ""
                                            : issue.getExpression().get(0).getValue(),
                                    issue.getDetails().getText()))
                            .toList(),
                    outcome);
        }
    }

    /** 429: more at a time than one caller is given. */
    public static final class TooMany extends Problem {
        public TooMany(String code, String text) {
            super(429, IssueType.THROTTLED, one(code, text));
        }
    }

    /** 500: our own fault; the text says what failed in the reader's terms, the log has the rest. */
    public static final class Failure extends Problem {
        public Failure(String code, String text) {
            super(500, IssueType.EXCEPTION, one(code, text));
        }
    }

    /** 503: not now; trying again later may help. */
    public static final class Unavailable extends Problem {
        public Unavailable(String code, String text) {
            super(503, IssueType.TRANSIENT, one(code, text));
        }
    }
}
