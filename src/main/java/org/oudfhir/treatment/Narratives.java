package org.oudfhir.treatment;

import java.util.Collection;
import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/** Says in words what a plan holds, for readers who see nothing but the narrative. */
final class Narratives {

    private static final String PROPOSED = "Proposal of the server, to be accepted or changed by a clinician.";
    private static final String ACCEPTED = "Proposal of the server, accepted; it is carried out.";

    private Narratives() {}

    /** Says of a plan that was proposed that it is accepted; whatever else it says stays. */
    static void accept(CarePlan plan) {
        if (plan.getText().hasDiv()) {
            plan.getText().getDiv().getChildNodes().stream()
                    .filter(node -> "p".equals(node.getName()) && PROPOSED.equals(node.allText()))
                    .forEach(node -> {
                        node.getChildNodes().clear();
                        node.addText(ACCEPTED);
                    });
        }
    }

    static Narrative ofPlan(CarePlan plan, List<Resource> phases, List<Resource> activities, Collection<Goal> goals) {
        XhtmlNode div = div();
        div.addTag("h2").addText(plan.getTitle());
        div.addTag("p").addText(PROPOSED);
        list(
                div,
                "Phases",
                phases.stream().map(CarePlan.class::cast).map(Narratives::phase).toList());
        list(
                div,
                "Goals",
                goals.stream().map(goal -> goal.getDescription().getText()).toList());
        list(
                div,
                "Activities",
                activities.stream()
                        .map(Narratives::activity)
                        .filter(text -> !text.isEmpty())
                        .toList());
        list(div, "Notes", notes(plan));
        return narrative(div);
    }

    static Narrative ofPhase(CarePlan phase, List<DomainResource> activities) {
        XhtmlNode div = div();
        div.addTag("h2").addText(phase(phase));
        list(
                div,
                "Activities",
                activities.stream()
                        .map(Narratives::activity)
                        .filter(text -> !text.isEmpty())
                        .toList());
        list(div, "Notes", notes(phase));
        return narrative(div);
    }

    private static String phase(CarePlan phase) {
        return phase.getTitle() + (phase.getStatus() == CarePlanStatus.REVOKED ? " (skipped)" : "");
    }

    private static List<String> notes(CarePlan plan) {
        return plan.getNote().stream().map(note -> note.getText()).toList();
    }

    private static String activity(Resource activity) {
        if (activity instanceof MedicationRequest request) {
            String role = request.getIntent() == MedicationRequestIntent.OPTION ? "Alternative: " : "";
            String dosage = String.join(
                    "; ",
                    request.getDosageInstruction().stream().map(Dosage::getText).toList());
            return role + words((CodeableConcept) request.getMedication()) + ". " + dosage;
        }
        if (activity instanceof ServiceRequest request) {
            return words(request.getCode());
        }
        return activity instanceof Task task ? words(task.getCode()) : "";
    }

    private static String words(CodeableConcept concept) {
        return concept.hasText()
                ? concept.getText()
                : String.valueOf(concept.getCodingFirstRep().getDisplay());
    }

    private static void list(XhtmlNode div, String heading, List<String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        div.addTag("h3").addText(heading);
        XhtmlNode list = div.addTag("ul");
        entries.forEach(entry -> list.addTag("li").addText(entry));
    }

    private static XhtmlNode div() {
        XhtmlNode div = new XhtmlNode(NodeType.Element, "div");
        div.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
        return div;
    }

    private static Narrative narrative(XhtmlNode div) {
        Narrative narrative = new Narrative().setStatus(NarrativeStatus.GENERATED);
        narrative.setDiv(div);
        return narrative;
    }
}
