package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;

/** One answer to one item, or the reason that was given instead of one. */
record Answer(String linkId, Type value) {

    /** The codes that decline or cannot answer a question, and what they say of the fact asked. */
    private static final Map<String, Verdict> WITHHELD = Map.of(
            "prefer-not", Verdict.ASKED_DECLINED,
            "asked-declined", Verdict.ASKED_DECLINED,
            "LA30122-8", Verdict.ASKED_DECLINED,
            "unsure", Verdict.ASKED_UNKNOWN,
            "dont-know", Verdict.ASKED_UNKNOWN,
            "UNK", Verdict.ASKED_UNKNOWN,
            "asked-unknown", Verdict.ASKED_UNKNOWN,
            "not-assessed", Verdict.UNKNOWN,
            "not-performed", Verdict.UNKNOWN,
            "unknown", Verdict.UNKNOWN);

    /** Why the item has no usable answer; empty when it has one. */
    Optional<Verdict> withheld() {
        return Optional.ofNullable(WITHHELD.get(code()));
    }

    boolean usable() {
        return withheld().isEmpty();
    }

    /** The code of a coded answer, else an empty text. */
    String code() {
        if (value instanceof Coding coding) {
            return coding.hasCode() ? coding.getCode() : "";
        }
        return value instanceof CodeableConcept concept
                        && concept.getCodingFirstRep().hasCode()
                ? concept.getCodingFirstRep().getCode()
                : "";
    }

    boolean is(String... codes) {
        return Arrays.asList(codes).contains(code());
    }

    /** Whether the answer says yes: true, {@code yes}, {@code met}, or LOINC's Yes. */
    boolean yes() {
        return value instanceof BooleanType flag ? flag.booleanValue() : is("yes", "met", "LA33-6");
    }

    Optional<BigDecimal> number() {
        if (value instanceof IntegerType whole) {
            return Optional.ofNullable(whole.getValue()).map(BigDecimal::valueOf);
        }
        if (value instanceof DecimalType decimal) {
            return Optional.ofNullable(decimal.getValue());
        }
        return value instanceof Quantity quantity ? Optional.ofNullable(quantity.getValue()) : Optional.empty();
    }
}
