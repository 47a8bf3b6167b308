package org.oudfhir.assessment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is known when findings are made: the answers and scores of the response, else the newest ones on record. */
final class Evidence {

    private final Form form;
    private final Answers answers;
    private final Map<String, Score> scores;
    private final Past past;

    Evidence(Form form, Answers answers, List<Score> scores, Past past) {
        this.form = form;
        this.answers = answers;
        this.scores = scores.stream()
                .collect(Collectors.toMap(score -> score.instrument().id(), Function.identity()));
        this.past = past;
    }

    Answers response() {
        return answers;
    }

    boolean inResponse(String linkId) {
        return answers.has(linkId);
    }

    boolean inResponse(Instrument instrument) {
        return scores.containsKey(instrument.id());
    }

    List<Answer> answers(String linkId) {
        return answers.has(linkId) ? answers.all(linkId) : past.answers(linkId);
    }

    Optional<Answer> answer(String linkId) {
        return answers(linkId).stream().findFirst();
    }

    Score score(String id) {
        Instrument instrument = Instrument.of(id);
        Score own = scores.get(id);
        return own != null ? own : past.score(instrument).orElseGet(() -> Score.notGiven(instrument));
    }

    /** Whether an item was answered yes (or true, or met). */
    Verdict yes(String linkId) {
        return judge(linkId, Answer::yes);
    }

    /** Whether an item's answer is one of these codes. */
    Verdict is(String linkId, String... codes) {
        return judge(linkId, answer -> answer.is(codes));
    }

    /** Whether an item's answer passes a test; unknown with the reason when it has none. */
    Verdict judge(String linkId, Predicate<Answer> test) {
        List<Answer> given = answers(linkId);
        if (given.isEmpty()) {
            return unanswered(linkId);
        }
        return Verdict.any(given.stream()
                .map(answer -> answer.withheld().orElseGet(() -> Verdict.of(test.test(answer))))
                .toList());
    }

    /** A form without any answer counts as not given; with some, it is incomplete (decisions 2.2). */
    private Verdict unanswered(String linkId) {
        return form.item(linkId).map(item -> form.given(item.block(), answers)).orElse(false)
                ? Verdict.UNKNOWN
                : Verdict.NOT_ASKED;
    }

    /** When an item was answered; the response's own answers are the newest of all. */
    Instant when(String linkId) {
        return answers.has(linkId)
                ? Instant.MAX
                : past.observations(ItemCode.of(linkId)).stream()
                        .findFirst()
                        .map(Past::when)
                        .orElse(Instant.MIN);
    }

    /** When an instrument was given. */
    Instant when(Instrument instrument) {
        return inResponse(instrument)
                ? Instant.MAX
                : past.observations(instrument.score()).stream()
                        .findFirst()
                        .map(Past::when)
                        .orElse(Instant.MIN);
    }
}
