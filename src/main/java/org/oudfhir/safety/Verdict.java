package org.oudfhir.safety;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * That a rule fires.
 *
 * @param severity what follows from it
 * @param expression path below the order of the element at fault, such as {@code dosageInstruction}; empty for the order itself
 * @param detail the facts that the rule met
 * @param evidence the resources that state them
 */
record Verdict(Severity severity, String expression, String detail, List<? extends Resource> evidence) {}
