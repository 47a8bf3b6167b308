package org.oudfhir.fhir;

import java.util.List;

/**
 * Why a request is refused, in words for the developer of a client. Each kind is one HTTP status; one interceptor turns it
 * into an OperationOutcome. A message never holds a patient's data, SQL, or a class name.
 */
public abstract sealed class Problem extends RuntimeException {

    /**
     * One thing that is wrong.
     *
     * @param code a stable code of {@code CodeSystem/oud-problem}
     * @param expression the FHIRPath of the element at fault; empty when no element is
     * @param text what is wrong, and what would be right
     */
    public record Issue(String code, String expression, String text) {}

    private final int status;
    private final transient List<Issue> issues;

    private Problem(int status, List<Issue> issues) {
        super(issues.get(0).text());
        this.status = status;
        this.issues = List.copyOf(issues);
    }

    public int status() {
        return status;
    }

    public List<Issue> issues() {
        return issues;
    }

    private static List<Issue> one(String code, String text) {
        return List.of(new Issue(code, "", text));
    }

    /** 400: the request cannot be read. */
    public static final class BadRequest extends Problem {
        public BadRequest(String code, String text) {
            super(400, one(code, text));
        }
    }

    /** 403. */
    public static final class Forbidden extends Problem {
        public Forbidden(String code, String text) {
            super(403, one(code, text));
        }
    }

    /** 404: it does not exist, or the caller may not know that it does. */
    public static final class NotFound extends Problem {
        public NotFound(String code, String text) {
            super(404, one(code, text));
        }
    }

    /** 409: it contradicts what is stored. */
    public static final class Conflict extends Problem {
        public Conflict(String code, String text) {
            super(409, one(code, text));
        }
    }

    /** 412: the version that the client has seen is no longer the current one. */
    public static final class Stale extends Problem {
        public Stale(String code, String text) {
            super(412, one(code, text));
        }
    }

    /** 422: readable, but against a rule of FHIR, of a profile, or of care. */
    public static final class Invalid extends Problem {
        public Invalid(List<Issue> issues) {
            super(422, issues);
        }

        public Invalid(String code, String expression, String text) {
            this(List.of(new Issue(code, expression, text)));
        }
    }

    /** 503: not now; trying again later may help. */
    public static final class Unavailable extends Problem {
        public Unavailable(String code, String text) {
            super(503, one(code, text));
        }
    }
}
