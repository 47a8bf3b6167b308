package org.oudfhir.safety;

import java.util.Set;

/**
 * A product or ingredient of the catalogue.
 *
 * @param system code system of its code
 * @param code its code
 * @param name for people
 * @param ingredients names of its ingredients, such as {@code buprenorphine} and {@code naloxone}
 * @param classes what it does
 * @param form dose form, such as {@code sublingual-film}, {@code injection-monthly}, {@code injection-weekly}; {@code any} for an ingredient
 * @param strengthMg milligrams of the leading ingredient in one unit (tablet, film, mL, injection); 0 when the code says none
 * @param schedule DEA schedule, such as {@code C-III}; empty when not controlled
 * @param source where the code was seen, with its evidence tag
 */
record Drug(
        String system,
        String code,
        String name,
        Set<String> ingredients,
        Set<DrugClass> classes,
        String form,
        double strengthMg,
        String schedule,
        String source) {

    boolean is(DrugClass wanted) {
        return classes.contains(wanted);
    }

    /** Extended-release injection. */
    boolean isDepot() {
        return form.startsWith("injection-weekly") || form.startsWith("injection-monthly");
    }
}
