package org.oudfhir.privacy.issuer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Patient;
import org.oudfhir.privacy.IssuerLog;
import org.oudfhir.privacy.issuer.AuthorizationServer.Records;

/** Whose record an app is opened with, and who may look for it. Whoever is shown a patient is recorded before. */
final class PatientChoice {

    /** Of a resource, as FHIR has it. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final WaitingRequests requests;
    private final Launches launches;
    private final Records records;
    private final Optional<String> own;
    private final IssuerLog log;

    /**
     * Makes it.
     *
     * @param own the organization that keeps the records, when it is named
     */
    PatientChoice(WaitingRequests requests, Launches launches, Records records, Optional<String> own, IssuerLog log) {
        this.requests = requests;
        this.launches = launches;
        this.records = records;
        this.own = own;
        this.log = log;
    }

    /**
     * A patient sees the own record; a proxy, that of the patient; who comes from an EHR, the one that is open there. Nothing when an
     * EHR opened the record of a patient for a person who has another: such a request has ended.
     */
    Optional<Waiting> withOwnContext(Waiting waiting) {
        Users.Person person = waiting.person();
        if (waiting.patient() != null) {
            return Optional.of(waiting);
        }
        if (person.isPatient()) {
            return withOwn(waiting, person.patientId());
        }
        if (person.isProxy()) {
            Optional<String> represented = records.contexts().represented(person.fhirUser());
            return represented.isEmpty() ? Optional.of(waiting) : withOwn(waiting, represented.get());
        }
        return Optional.of(waiting.handle()
                .flatMap(launches::take)
                .filter(launch -> mayOpen(waiting, launch))
                .map(launch -> requests.with(waiting, attributes(launch)))
                .orElse(waiting));
    }

    private Optional<Waiting> withOwn(Waiting waiting, String patient) {
        Optional<String> handle = waiting.handle();
        if (handle.isEmpty()) {
            return Optional.of(requests.with(waiting, Map.of(TokenContents.PATIENT, patient)));
        }
        Optional<Launches.Launch> launch = launches.take(handle.get());
        if (launch.filter(opened -> opened.patient().equals(patient)).isPresent()) {
            return launch.map(opened -> requests.with(waiting, attributes(opened)));
        }
        log.outOfReach(
                waiting.who(),
                launch.map(opened -> "Patient/" + opened.patient()).orElse("launch"));
        requests.end(waiting);
        return Optional.empty();
    }

    /** The program's own people, for whom they may look for; those of another organization, for whom its own EHR names. */
    private boolean mayOpen(Waiting waiting, Launches.Launch launch) {
        String theirs = launch.organization();
        return isOwn(waiting.person())
                ? reaches(waiting, launch.patient())
                : theirs != null && theirs.equals(waiting.person().organization());
    }

    private static Map<String, String> attributes(Launches.Launch launch) {
        Map<String, String> attributes = new LinkedHashMap<>(Map.of(TokenContents.PATIENT, launch.patient()));
        String encounter = launch.encounter();
        if (encounter != null) {
            attributes.put(TokenContents.ENCOUNTER, encounter);
        }
        return attributes;
    }

    /** That somebody is a patient here is protected itself: only the program's own workforce may look. */
    boolean mayLook(Waiting waiting) {
        return isOwn(waiting.person());
    }

    private boolean isOwn(Users.Person person) {
        String organization = person.organization();
        return person.isWorkforce()
                && (organization == null || own.filter(organization::equals).isPresent());
    }

    /** Who is found; nobody for who may not look. */
    Found search(Waiting waiting, String typed) {
        return Found.by(typed, (wanted, most) -> {
            if (!mayLook(waiting)) {
                return List.of();
            }
            List<Patient> found = look(waiting, wanted, most);
            log.looked(
                    waiting.who(),
                    wanted,
                    found.stream().map(PatientChoice::reference).toList());
            return found;
        });
    }

    /** The same with the patient who was chosen; nothing when there is none that the user reaches. */
    Optional<Waiting> choose(Waiting waiting, String patient) {
        if (mayLook(waiting) && reaches(waiting, patient)) {
            return Optional.of(
                    requests.with(waiting, Map.of(TokenContents.PATIENT, patient, TokenContents.PICKED, "yes")));
        }
        log.outOfReach(waiting.who(), "Patient/" + patient);
        return Optional.empty();
    }

    /** What is no id would be looked for as a name. */
    private boolean reaches(Waiting waiting, String patient) {
        return ID.matcher(patient).matches()
                && !look(waiting, "Patient/" + patient, 1).isEmpty();
    }

    /** In an emergency, who is held to care teams reaches everybody. */
    private List<Patient> look(Waiting waiting, String wanted, int most) {
        Users.Person person = waiting.person();
        boolean held = person.isHeldToCareTeams() && waiting.attestation().isEmpty();
        return records.patients().find(wanted, Optional.of(person.fhirUser()).filter(user -> held), most);
    }

    /** How the open record is called before its user: by name and what else tells patients apart only to those who may look for it, or whose own it is. */
    String called(Waiting waiting) {
        String id = waiting.patient();
        if (id == null) {
            return "";
        }
        if (waiting.person().isProxy()) {
            return "the person for whom you act";
        }
        if (!mayLook(waiting) && !waiting.person().isPatient()) {
            return "the patient whose record is open in your own record system";
        }
        log.shown(waiting.who(), "Patient/" + id);
        return records.patient(id).map(patient -> Portrait.of(patient).line()).orElse(id);
    }

    private static String reference(Patient patient) {
        return "Patient/" + patient.getIdElement().getIdPart();
    }
}
