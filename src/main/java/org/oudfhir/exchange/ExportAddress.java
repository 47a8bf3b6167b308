package org.oudfhir.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.oudfhir.storage.ExportJob;
import org.oudfhir.storage.ExportJob.Part;

/**
 * Where an export is found.
 *
 * @param base the FHIR base
 */
record ExportAddress(String base, UUID job) {

    static final String JOB = "_jobId";
    static final String FILE = "file";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where its state is told. */
    String state() {
        return base + "/$export-poll-status?" + JOB + "=" + job;
    }

    private String file(int number) {
        return base + "/$export-file?" + JOB + "=" + job + "&" + FILE + "=" + number;
    }

    /** The list of its files, in the form of Bulk Data Access. */
    String manifest(ExportJob export, List<Part> parts) {
        ObjectNode manifest = JSON.createObjectNode()
                .put("transactionTime", export.time().toString())
                .put("request", export.request())
                .put("requiresAccessToken", true);
        ArrayNode output = manifest.putArray("output");
        parts.forEach(part -> output.addObject()
                .put("type", part.type())
                .put("url", file(part.number()))
                .put("count", part.count()));
        manifest.putArray("error");
        return manifest.toString();
    }
}
