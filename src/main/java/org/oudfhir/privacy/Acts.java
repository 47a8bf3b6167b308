package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.jspecify.annotations.Nullable;
import org.oudfhir.storage.AuditRecord.Act;

/** What a request does, in the words of the audit trail. */
final class Acts {

    private static final int LONGEST_QUERY = 4_000;

    /** Of one entry of a batch: none hides what the others asked. */
    private static final int LONGEST_ENTRY = 500;

    private Acts() {}

    /** What was done to all of what was asked. */
    static Act of(RequestDetails request, String outcome, String reason) {
        return new Act(kind(request), action(request), outcome, reason, id(request), query(request));
    }

    private static String kind(RequestDetails request) {
        RestOperationTypeEnum type = request.getRestOperationType();
        if (request.getResource() instanceof Bundle bundle && bundle.getType() == BundleType.BATCH) {
            return RestOperationTypeEnum.BATCH.getCode();
        }
        return type == null
                ? "operation"
                : switch (type) {
                    case EXTENDED_OPERATION_INSTANCE, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_SERVER -> "operation";
                    default -> type.getCode();
                };
    }

    private static String action(RequestDetails request) {
        RestOperationTypeEnum type = request.getRestOperationType();
        return switch (type == null ? RestOperationTypeEnum.METADATA : type) {
            case READ, VREAD, HISTORY_INSTANCE, HISTORY_TYPE, HISTORY_SYSTEM -> "R";
            case CREATE -> "C";
            case UPDATE, PATCH -> "U";
            case DELETE -> "D";
            default -> "E";
        };
    }

    private static String query(RequestDetails request) {
        if (request.getRestOperationType() == RestOperationTypeEnum.TRANSACTION
                && request.getResource() instanceof Bundle bundle) {
            return AskedEntries.of(bundle, new Bundle()).urls().stream()
                    .map(url -> shortened(url, LONGEST_ENTRY))
                    .collect(Collectors.joining("\n"));
        }
        return shortened(url(request), LONGEST_QUERY);
    }

    private static String shortened(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    private static String url(RequestDetails request) {
        String path = String.valueOf(request.getRequestPath());
        String url = String.valueOf(request.getCompleteUrl());
        int question = url.indexOf('?');
        return question < 0 ? path : path + url.substring(question);
    }

    static String id(@Nullable RequestDetails request) {
        return request == null || request.getRequestId() == null ? "" : request.getRequestId();
    }
}
