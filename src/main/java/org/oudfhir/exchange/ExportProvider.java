package org.oudfhir.exchange;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.oudfhir.exchange.ExportReader.Level;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.Release;
import org.oudfhir.storage.ExportJob;
import org.oudfhir.storage.ExportJob.Selection;
import org.oudfhir.storage.Exports;

/** The operations of FHIR's Bulk Data Access: kick-off, state, files. */
final class ExportProvider {

    private static final String CANONICAL = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/";

    private final Exports exports;
    private final ExportReader reader;
    private final ExportFiles files;
    private final Release release;

    ExportProvider(Exports exports, ExportReader reader, ExportFiles files, Release release) {
        this.exports = exports;
        this.reader = reader;
        this.files = files;
        this.release = release;
    }

    @Operation(name = "$export", canonicalUrl = CANONICAL + "export", idempotent = true, manualResponse = true)
    public void ofSystem(
            @OperationParam(name = "_type") @Nullable List<StringType> types,
            @OperationParam(name = "_since") @Nullable StringType since,
            @OperationParam(name = "_typeFilter") @Nullable List<StringType> filters,
            @OperationParam(name = "_outputFormat") @Nullable StringType format,
            ServletRequestDetails request) {
        begin(request, Level.SYSTEM, Optional.empty());
    }

    @Operation(
            name = "$export",
            typeName = "Patient",
            canonicalUrl = CANONICAL + "patient-export",
            idempotent = true,
            manualResponse = true)
    public void ofPatients(
            @OperationParam(name = "_type") @Nullable List<StringType> types,
            @OperationParam(name = "_since") @Nullable StringType since,
            @OperationParam(name = "_typeFilter") @Nullable List<StringType> filters,
            @OperationParam(name = "_outputFormat") @Nullable StringType format,
            @OperationParam(name = "patient") @Nullable List<Reference> patients,
            ServletRequestDetails request) {
        begin(request, Level.PATIENTS, Optional.empty());
    }

    @Operation(
            name = "$export",
            typeName = "Group",
            canonicalUrl = CANONICAL + "group-export",
            idempotent = true,
            manualResponse = true)
    public void ofGroup(
            @IdParam IdType group,
            @OperationParam(name = "_type") @Nullable List<StringType> types,
            @OperationParam(name = "_since") @Nullable StringType since,
            @OperationParam(name = "_typeFilter") @Nullable List<StringType> filters,
            @OperationParam(name = "_outputFormat") @Nullable StringType format,
            @OperationParam(name = "patient") @Nullable List<Reference> patients,
            ServletRequestDetails request) {
        release.holder(request);
        begin(request, Level.GROUP, Optional.of(release.members(request, group.getIdPart())));
    }

    private void begin(ServletRequestDetails request, Level level, Optional<Set<String>> members) {
        String holder = release.holder(request);
        KickOff kickOff = KickOff.of(request);
        if (!kickOff.isAsynchronous()) {
            throw new Problem.BadRequest(
                    "export-parameter", "An export is answered later: send the header Prefer: respond-async");
        }
        Selection what = reader.read(
                kickOff.parameters(),
                level,
                members,
                kickOff.isLenient(),
                type -> release.reaches(request, type) && (level == Level.SYSTEM || release.isOfPatients(type)));
        if (what.types().isEmpty()) {
            throw new Problem.Forbidden("insufficient-scope", "The scopes of the token do not allow this");
        }
        UUID id = exports.begin(holder, kickOff.url(), what);
        release.record(request, List.of());
        HttpServletResponse answer = request.getServletResponse();
        answer.setStatus(Constants.STATUS_HTTP_202_ACCEPTED);
        answer.setHeader(Constants.HEADER_CONTENT_LOCATION, address(request, id).state());
    }

    /** How far an export is, and where its files are; each request for it does a part of the work. */
    @Operation(name = "$export-poll-status", idempotent = true, deleteEnabled = true, manualResponse = true)
    public void state(@OperationParam(name = ExportAddress.JOB) @Nullable StringType id, ServletRequestDetails request)
            throws IOException {
        ExportJob job = job(request, id);
        HttpServletResponse answer = request.getServletResponse();
        if (request.getRequestType() == RequestTypeEnum.DELETE) {
            exports.remove(job);
            release.record(request, List.of());
            answer.setStatus(Constants.STATUS_HTTP_202_ACCEPTED);
            return;
        }
        if (!job.complete()) {
            files.advance(request, job);
            job = job(request, id);
        }
        if (job.complete()) {
            release.record(request, List.of());
            release.note(request, answer);
            answer.setContentType("application/json");
            answer.setCharacterEncoding(StandardCharsets.UTF_8.name());
            answer.setHeader(
                    "Expires",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(job.expires().atZone(ZoneOffset.UTC)));
            answer.getWriter().write(address(request, job.id()).manifest(job, exports.parts(job)));
        } else {
            answer.setStatus(Constants.STATUS_HTTP_202_ACCEPTED);
            answer.setHeader("Retry-After", "1");
            answer.setHeader(
                    "X-Progress", job.progress() + " of " + job.what().types().size() + " resource types");
        }
    }

    /** One file of an export. */
    @Operation(name = "$export-file", idempotent = true, manualResponse = true)
    public void file(
            @OperationParam(name = ExportAddress.JOB) @Nullable StringType id,
            @OperationParam(name = ExportAddress.FILE) @Nullable StringType number,
            ServletRequestDetails request)
            throws IOException {
        ExportJob job = job(request, id);
        String text = number == null ? "" : String.valueOf(number.getValue());
        byte[] content = files.file(request, job, text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1)
                .getBytes(StandardCharsets.UTF_8);
        HttpServletResponse answer = request.getServletResponse();
        release.note(request, answer);
        answer.setContentType(Constants.CT_FHIR_NDJSON);
        boolean packed = String.valueOf(request.getHeader(Constants.HEADER_ACCEPT_ENCODING))
                .contains("gzip");
        if (packed) {
            answer.setHeader(Constants.HEADER_CONTENT_ENCODING, "gzip");
        } else {
            answer.setContentLength(content.length);
        }
        try (OutputStream out = packed ? new GZIPOutputStream(answer.getOutputStream()) : answer.getOutputStream()) {
            out.write(content);
        }
    }

    /** The job of this holder; another's is answered as what does not exist. */
    private ExportJob job(RequestDetails request, @Nullable StringType id) {
        String holder = release.holder(request);
        return uuid(id == null ? "" : String.valueOf(id.getValue()))
                .flatMap(known -> exports.find(known, holder))
                .orElseThrow(() -> new Problem.NotFound("not-found", "There is no such export, or not any more"));
    }

    private static Optional<UUID> uuid(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    private static ExportAddress address(ServletRequestDetails request, UUID id) {
        return new ExportAddress(request.getFhirServerBase(), id);
    }
}
