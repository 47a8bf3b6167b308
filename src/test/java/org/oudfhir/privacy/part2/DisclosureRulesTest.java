package org.oudfhir.privacy.part2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.oudfhir.privacy.part2.Decision.Basis;
import org.oudfhir.privacy.part2.Decision.Deny;
import org.oudfhir.privacy.part2.Decision.Permit;
import org.oudfhir.privacy.part2.Decision.Reason;
import org.oudfhir.privacy.part2.DecisionTable.Line;

/** The decision on one resource, by the table that counsel reads. */
class DisclosureRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String ANA = "ana";
    private static final ConsentReader READER = new ConsentReader(Optional.empty());
    private static final Optional<LocalDate> ADULT = Optional.of(LocalDate.of(1990, 1, 1));
    private static final Party HOSPITAL = new Party("Organization/hospital", List.of());
    private static final Map<String, Team> TEAMS =
            Map.of("CareTeam/ana-team", new Team(Set.of(), Set.of(HOSPITAL), Set.of(HOSPITAL.reference())));

    @ParameterizedTest
    @MethodSource("lines")
    void theTableHolds(Line line) {
        Decision whole = decide(line, NOW);
        Decision part = decide(line, data(line.data()).without(Set.of(Labels.VIOLENCE)), NOW);
        boolean redacted = line.type().equals("CarePlan") && !whole.isPermitted() && part.isPermitted();

        assertThat(redacted ? "redacted" : outcome(whole)).isEqualTo(line.outcome());
        assertThat(why(redacted ? part : whole)).isEqualTo(line.why());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theTableHoldsForTheEnrolment(Line line) {
        Decision decision = new DisclosureRules(true)
                .decideEnrolment(
                        line.who().asks(ANA, Purpose.of(line.purpose()), line.attested()),
                        file(ConsentForms.of(line.consents(), ANA, NOW)),
                        NOW);

        String denied = outcome(decision).equals("403") ? "403" : "no";
        assertThat(decision.isPermitted() ? "told" : denied).isEqualTo(line.outcome());
        assertThat(why(decision)).isEqualTo(line.why());
    }

    @Test
    void eachRowOfTheTableIsThere() {
        Set<Integer> overHttp = Set.of(34, 35, 36, 40);
        Set<Integer> rows = new HashSet<>(overHttp);
        lines().forEach(line -> rows.add(line.row()));

        assertThat(rows).hasSize(40);
    }

    @Test
    void aPermitByConsentNamesTheConsent() {
        Line line = lines().filter(each -> each.row() == 2).findFirst().orElseThrow();

        assertThat(decide(line, NOW)).isEqualTo(new Permit(Basis.CONSENT, Optional.of("Consent/ana-tpo-class")));
    }

    @ParameterizedTest
    @MethodSource("absent")
    void whatIsWithheldIsNotKnownBeforehand(Line line) {
        Reason reason = ((Deny) decide(line, NOW)).reason();

        assertThat(reason.isKnownBeforehand()).isFalse();
    }

    @Test
    void ofTwoConsentsOfAKindTheNewerCounts() {
        Consent older = consent("tpo:class");
        Consent newer = consent("tpo:other-hospital");
        newer.setId("newer");
        newer.setDateTime(Date.from(NOW.minusSeconds(60)));

        PatientFile file = file(List.of(older, newer));

        assertThat(decide(Actor.HOSPITAL, file).isPermitted()).isFalse();
        assertThat(decide(Actor.OTHER_HOSPITAL, file).isPermitted()).isTrue();
    }

    @Test
    void anExceptionWinsOverThePermission() {
        Consent consent = consent("tpo:class");
        consent.getProvision()
                .addProvision()
                .setType(Consent.ConsentProvisionType.DENY)
                .addActor()
                .setReference(new Reference("Organization/hospital"));

        assertThat(decide(Actor.HOSPITAL, file(List.of(consent))).isPermitted()).isFalse();
    }

    @Test
    void aConsentIsInForceUntilTheEndOfItsLastDay() {
        Consent consent = consent("tpo:class");
        consent.getProvision().getPeriod().setEndElement(new DateTimeType("2026-11-24"));

        assertThat(decide(Actor.HOSPITAL, file(List.of(consent))).isPermitted()).isTrue();
        assertThat(decideAt(Instant.parse("2026-11-25T00:00:00Z"), file(List.of(consent)))
                        .isPermitted())
                .isFalse();
    }

    @Test
    void aConsentIsInForceFromItsFirstMoment() {
        Consent consent = consent("tpo:class");
        consent.getProvision().getPeriod().setStart(Date.from(NOW));

        assertThat(decideAt(NOW.minusSeconds(1), file(List.of(consent))).isPermitted())
                .isFalse();
        assertThat(decideAt(NOW, file(List.of(consent))).isPermitted()).isTrue();
    }

    @Test
    void whoIsOfTheClassIsSoAsLongAsTheyTreat() {
        Validity untilNoon = new Validity(Optional.empty(), Optional.of(NOW));
        Party party = new Party(
                "Organization/hospital", List.of(new Validity(Optional.empty(), Optional.empty()), untilNoon));
        PatientFile file = new PatientFile(
                ANA,
                READER.read(consent("tpo:class"), ADULT, TEAMS).stream().toList(),
                Set.of(party),
                Set.of(),
                Optional.empty());

        assertThat(decideAt(NOW.minusSeconds(1), file).isPermitted()).isTrue();
        assertThat(decideAt(NOW, file).isPermitted()).isFalse();
    }

    /** A consent goes with what is given under it, also one that is about a part of the record. */
    @ParameterizedTest
    @CsvSource({
        "SISTER    , FAMRQT  , named:sister:FAMRQT:appointments                 , true",
        "HOSPITAL  , TREAT   , tpo:class                                        , true",
        "HOSPITAL  , TREAT   , notes:hospital                                   , true",
        "PARENT    , FAMRQT  , named:sister:FAMRQT:appointments                 , false",
        "SISTER    , FAMRQT  , named:sister:FAMRQT:appointments refusal:FAMRQT  , false",
        "HOSPITAL  , HPAYMT  , named:hospital:TREAT                             , false",
        "HOSPITAL  , TREAT   , tpo:class:revoked                                , false",
        "HOSPITAL  , TREAT   , tpo:class:incomplete                             , false",
        "EMPLOYER  , TREAT   , tpo:class                                        , false",
        "HOSPITAL  , BTG     , named:hospital:BTG                               , false",
        "RESEARCHER, HRESCH  , named:researcher:HRESCH                          , false",
        "REGISTRY  , TREAT   , registry:registry                                , false",
        "PROSECUTOR, HLEGAL  , proceedings:prosecutor                           , false",
        "PATIENT   , PATRQT  , named:hospital:TREAT                             , false"
    })
    void aConsentIsShownToWhoIsGivenSomethingUnderIt(Actor actor, String purpose, String consents, boolean shown) {
        List<Consent> forms = ConsentForms.of(consents, ANA, NOW);
        String reference = "Consent/" + forms.get(0).getIdElement().getIdPart();
        Sensitivity data =
                new Sensitivity("Consent", reference, Optional.of(ANA), true, false, false, Labels.OF_PROGRAM);

        Decision decision = new DisclosureRules(true)
                .decideConsent(actor.asks(ANA, Purpose.of(purpose), true), data, file(forms), NOW);

        assertThat(decision.isPermitted()).isEqualTo(shown);
        if (shown) {
            assertThat(decision).isEqualTo(new Permit(Basis.CONSENT, Optional.of(reference)));
        }
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void nobodyGetsNothing(Purpose purpose) {
        Requester nobody = new Requester(
                Requester.Relation.NOBODY,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Requester.Status.COVERED,
                purpose,
                Set.of(),
                true);

        assertThat(new DisclosureRules(true)
                        .decide(nobody, data("plain Observation"), file(List.of()), NOW)
                        .isPermitted())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Actor.class)
    void aPurposeThatNobodyKnowsOpensNoPart2Record(Actor actor) {
        Requester asked = actor.asks(ANA, Purpose.of("FUN"), true);
        PatientFile file = file(List.of(consent("tpo:class")));
        Decision decision = new DisclosureRules(true).decide(asked, data("P2 Observation"), file, NOW);

        assertThat(decision.isPermitted()).isEqualTo(actor == Actor.PATIENT);
    }

    private static Decision decide(Actor actor, PatientFile file) {
        return new DisclosureRules(true)
                .decide(actor.asks(ANA, Purpose.TREAT, false), data("P2 Observation"), file, NOW);
    }

    private static Decision decideAt(Instant now, PatientFile file) {
        return new DisclosureRules(true)
                .decide(Actor.HOSPITAL.asks(ANA, Purpose.TREAT, false), data("P2 Observation"), file, now);
    }

    private static Decision decide(Line line, Instant now) {
        return decide(line, data(line.data()), now);
    }

    private static Decision decide(Line line, Sensitivity data, Instant now) {
        Requester requester = line.who().asks(ANA, Purpose.of(line.purpose()), line.attested());
        PatientFile file = file(ConsentForms.of(line.consents(), ANA, now));
        return new DisclosureRules(line.server().equals("program")).decide(requester, data, file, now);
    }

    private static PatientFile file(List<Consent> consents) {
        return new PatientFile(
                ANA,
                consents.stream()
                        .flatMap(consent -> READER.read(consent, ADULT, TEAMS).stream())
                        .toList(),
                Set.of(HOSPITAL),
                Set.of(new Party("Organization/health-plan", List.of())),
                Optional.empty());
    }

    private static Consent consent(String cell) {
        return ConsentForms.of(cell, ANA, NOW).get(0);
    }

    private static Sensitivity data(String cell) {
        String type = cell.substring(cell.indexOf(' ') + 1);
        boolean plain = cell.startsWith("plain");
        return new Sensitivity(
                type,
                type + "/" + ANA + "-" + type,
                Optional.of(ANA),
                !plain,
                cell.startsWith("CN"),
                cell.startsWith("SDV"),
                Set.of());
    }

    private static String outcome(Decision decision) {
        if (decision instanceof Deny deny) {
            return deny.reason().isKnownBeforehand() ? "403" : "absent";
        }
        return "200";
    }

    private static String why(Decision decision) {
        return decision instanceof Deny deny
                ? deny.reason().name()
                : ((Permit) decision).basis().name();
    }

    static Stream<Line> lines() {
        return DecisionTable.lines().stream().filter(line -> !line.isQuestion());
    }

    static Stream<Line> questions() {
        return DecisionTable.lines().stream().filter(Line::isQuestion);
    }

    static Stream<Line> absent() {
        return lines().filter(line -> line.outcome().equals("absent"));
    }
}
