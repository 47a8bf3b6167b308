package org.oudfhir.assessment;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * What follows from one response.
 *
 * @param responseKey the key under which everything derived from the response is identified
 * @param resources everything to write, new or changed; a repeat of the same response has nothing to write
 */
public record Assessment(String responseKey, List<Resource> resources) {}
