package org.oudfhir.safety;

/**
 * What the rules know besides the patient: all of it comes from the guide.
 *
 * @param medications the drugs
 * @param thresholds the numbers
 * @param sets the value sets of tests and conditions
 * @param texts the words and sources of the rules
 */
public record Knowledge(Medications medications, Thresholds thresholds, CodeSets sets, RuleTexts texts) {}
