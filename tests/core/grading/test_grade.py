"""Each kind answered right, half right and wrong."""

from random import Random
from typing import TypedDict

import pytest

from quizapp.core.cards.card import Base, Claim, KeyPoint, Level, grade
from quizapp.core.cards.kinds.bug import Bug, Pointed
from quizapp.core.cards.kinds.choice import Choice, Option, Picked
from quizapp.core.cards.kinds.code import Code, Submitted
from quizapp.core.cards.kinds.flashcard import Flashcard, Ticked
from quizapp.core.cards.kinds.order import Arranged, Order
from quizapp.core.cards.kinds.predict import Predict
from quizapp.core.cards.kinds.short import Short
from quizapp.core.grading.exercise import CheckResult, Verdict
from quizapp.core.grading.grade import PASS, Evidence, LineGrade, Typed, suggest
from quizapp.core.grading.rating import Rating
from quizapp.core.run import Finished, Outcome, Raised, Transcript


class Common(TypedDict):
    """The keys that every card here has."""

    level: Level
    question: str
    answer: str
    snippet: str


BASE: Common = {"level": "junior", "question": "?", "answer": "!", "snippet": "t/x.py"}
FLASHCARD = Flashcard(id="t/f", key_points=["a", "b", "c", "d"], **BASE)
ONE = Choice(id="t/c", options=[Option("x", "no"), Option("y", "yes", True)], **BASE)
MANY = Choice(
    id="t/m",
    options=[Option("a", "1", True), Option("b", "2", True), Option("c", "3"), Option("d", "4")],
    **BASE,
)
ORDER = Order(id="t/o", steps=["one", "two", "three", "four"], **BASE)
SHORT = Short(id="t/s", accept=["torch.no_grad", 3], **BASE)
PREDICT = Predict(id="t/p", output="1\n2\n", **BASE)
BUG = Bug(id="t/b", symptom="7", output="6", **BASE)
CODE = Code(id="t/k", **BASE)
EVERY: list[Base] = [FLASHCARD, ONE, MANY, ORDER, SHORT, PREDICT, BUG, CODE]

BUGGY = "total = 1\nfor n in (1, 2, 3):\n    total += n\nprint(total)\n"
SCRIPTS = {"buggy.py": BUGGY, "fixed.py": BUGGY.replace("total = 1", "total = 0")}


def ran(stdout: str, raised: Raised | None = None) -> Evidence:
    """A run to its end, on its own or in an exception."""
    finished = Finished("error" if raised else "ok", 1 if raised else 0, 0.1, raised=raised)
    return Evidence(run=Transcript(finished, stdout))


def checked(*results: CheckResult, complete: bool = True) -> Evidence:
    return Evidence(verdict=Verdict(list(results), "", complete))


A_PASSES = CheckResult("check_a", "a", True)
B_FAILS = CheckResult("check_b", "b", False, "expected 1")


def test_key_points_are_worth_their_share() -> None:
    assert grade(FLASHCARD, Ticked(frozenset({0, 1, 2, 3}))).suggested is Rating.GOOD
    assert grade(FLASHCARD, Ticked(frozenset({0, 1, 2}))).score == 0.75
    assert grade(FLASHCARD, Ticked(frozenset({0, 1, 2}))).suggested is Rating.HARD
    assert grade(FLASHCARD, Ticked(frozenset())).suggested is Rating.AGAIN


def test_a_single_choice_is_right_or_wrong() -> None:
    assert grade(ONE, Picked(frozenset({1}))).right
    assert grade(ONE, Picked(frozenset({0}))).score == 0
    assert grade(ONE, Picked(frozenset())).score == 0


def test_several_right_options_give_partial_credit_and_wrong_ones_cost() -> None:
    assert grade(MANY, Picked(frozenset({0, 1}))).right
    assert grade(MANY, Picked(frozenset({0}))).score == 0.5
    assert grade(MANY, Picked(frozenset({0, 1, 2}))).score == 0.5
    assert grade(MANY, Picked(frozenset({0, 1, 2, 3}))).score == 0
    assert "1 missed" in grade(MANY, Picked(frozenset({0}))).feedback


def test_an_order_names_its_first_wrong_place() -> None:
    found = grade(ORDER, Arranged((0, 2, 1, 3)))
    assert found.score == pytest.approx(5 / 6)
    assert "place: 2" in found.feedback
    assert "“three”" in found.feedback
    assert "“two”" in found.feedback
    assert grade(ORDER, Arranged((0, 1, 2, 3))).right
    assert grade(ORDER, Arranged((3, 2, 1, 0))).score == 0


def test_an_arrangement_must_hold_every_step() -> None:
    with pytest.raises(TypeError):
        grade(ORDER, Arranged((0, 1)))


def test_an_order_that_was_not_given_is_wrong_and_no_error() -> None:
    asked = ORDER.asked(Random(1))
    for typed in ("", "1 2 3", "1 2 3 9", "one two three four"):
        found = grade(ORDER, ORDER.read(typed, asked))
        assert found.score == 0
        assert "every step once" in found.feedback


@pytest.mark.parametrize(
    "said", ["torch.no_grad", " Torch.No_Grad ", "`torch.no_grad`", "3", "3.0"]
)
def test_a_short_answer_in_any_accepted_form(said: str) -> None:
    assert grade(SHORT, Typed(said)).right


def test_a_near_miss_says_so() -> None:
    found = grade(SHORT, Typed("torch.nograd"))
    assert 0 < found.score < 1
    assert "Nearly" in found.feedback


def test_a_wrong_short_answer_gives_the_right_one() -> None:
    found = grade(SHORT, Typed("eval"))
    assert found.score == 0
    assert "torch.no_grad" in found.feedback


def test_a_prediction_is_graded_line_by_line_by_the_run_and_not_by_the_bank() -> None:
    found = grade(PREDICT, Typed("7\n9"), ran("7\n8\n"))
    assert [line.right for line in found.lines] == [True, False]
    assert found.score == 0.5
    assert grade(PREDICT, Typed("7\n8"), ran("7\n8\n")).right


def test_a_missing_and_a_superfluous_line_are_named() -> None:
    assert grade(PREDICT, Typed("7"), ran("7\n8\n")).lines[1].remark == "a line is missing"
    assert grade(PREDICT, Typed("7\n8\n9"), ran("7\n8\n")).lines[2] == LineGrade(
        "9", "", 0.0, "more than was printed"
    )


def test_a_right_value_in_another_form_is_right_and_told() -> None:
    found = grade(PREDICT, Typed("4.0"), ran("tensor(4.)\n"))
    assert found.right
    assert found.lines[0].remark == "it prints as a tensor"


def test_what_the_marks_say_is_a_value_needs_no_label() -> None:
    run = ran("x=1: nodes=1 gradient=2\nlast: 3\n").run
    marked = "x=\uf8f11\uf8f2: nodes=\uf8f01\uf8f2 gradient=\uf8f02\uf8f2\nlast: \uf8f03\uf8f2\n"
    assert grade(PREDICT, Typed("1 2\n3"), Evidence(run=run, marked=marked)).right
    assert not grade(PREDICT, Typed("1 2\n3"), Evidence(run=run)).right


def test_marks_of_a_run_that_printed_something_else_count_for_nothing() -> None:
    run = ran("loss: 0.25\n").run
    evidence = Evidence(run=run, marked="loss: \uf8f00.75\uf8f2\n")
    assert grade(PREDICT, Typed("0.25"), evidence).right
    assert not grade(PREDICT, Typed("0.75"), evidence).right


def test_an_exception_is_the_last_line_wherever_the_others_stand() -> None:
    evidence = ran("a: 1\nb: 2\n", Raised("ValueError", ["Exception"], "no"))
    assert grade(PREDICT, Typed("1, 2\nValueError"), evidence).right
    assert grade(PREDICT, Typed("1\n2\nValueError: whatever"), evidence).right
    assert grade(PREDICT, Typed("1, 2, ValueError"), evidence).right
    assert grade(PREDICT, Typed("1, 2, a value error"), evidence).right
    assert grade(PREDICT, Typed("1 2 raises ValueError"), evidence).right
    assert grade(PREDICT, Typed("1, 2, and then it ends in a ValueError"), evidence).right
    assert not grade(PREDICT, Typed("1, 2, no ValueError"), evidence).right
    missing = grade(PREDICT, Typed("1\n2"), evidence)
    assert [line.remark for line in missing.lines] == ["", "", "the exception is missing"]


LOOKUP = Raised("torch.my.LookupError2", ["KeyError", "LookupError", "Exception"], "mat1\nand mat2")


@pytest.mark.parametrize(
    ("said", "credit"),
    [
        ("LookupError2", 1.0),
        ("torch.my.LookupError2: mat1", 1.0),
        ("a lookup error2", 1.0),
        ("KeyError", 0.5),
        ("a LookupError of some kind", 0.5),
        ("not a LookupError2", 0.0),
        ("Exception", 0.0),
        ("ValueError", 0.0),
    ],
)
def test_an_exception_is_predicted_by_its_name_and_half_by_that_of_its_base(
    said: str, credit: float
) -> None:
    found = grade(PREDICT, Typed(f"1\n{said}"), ran("1\n", LOOKUP))
    assert [line.credit for line in found.lines] == [1.0, credit]
    assert found.lines[1].printed == "torch.my.LookupError2: mat1"


def test_an_exception_that_does_not_end_in_error_is_one_too() -> None:
    stop = Raised("StopIteration", ["Exception"])
    assert grade(PREDICT, Typed("StopIteration"), ran("", stop)).right


@pytest.mark.parametrize("outcome", ["timed_out", "out_of_memory", "killed", "cancelled", "error"])
def test_a_run_that_came_to_no_end_of_its_own_judges_nobody(outcome: Outcome) -> None:
    cut_off = Evidence(run=Transcript(Finished(outcome, None, 10.0), "1\n"))
    with pytest.raises(ValueError, match=outcome):
        grade(PREDICT, Typed("1\n2"), cut_off)


def test_a_faulty_line_is_found_or_shown() -> None:
    evidence = Evidence(files=SCRIPTS)
    found = grade(BUG, Pointed(1), evidence)
    assert (found.score, found.suggested) == (PASS, Rating.HARD)
    assert grade(BUG, Pointed(1), Evidence(files=SCRIPTS, can_run=False)).right
    missed = grade(BUG, Pointed(2), evidence)
    assert (missed.score, missed.feedback) == (0.0, "Not line 2; look at line 1.")
    assert grade(BUG, Pointed(0), evidence).feedback == "It is line 1."
    other = Evidence(
        files={**SCRIPTS, "fixed_later.py": BUGGY.replace("print(total)", "print(total - 1)")}
    )
    assert grade(BUG, Pointed(0), other).feedback == "It is line 1 or 4."


@pytest.mark.parametrize("line", [0, 1, 2])
def test_any_mend_whose_run_shows_what_it_should_is_right(line: int) -> None:
    evidence = Evidence(run=ran("6\n").run, files=SCRIPTS)
    assert grade(BUG, Pointed(line, "print(6)"), evidence).right


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (ran("7\n"), "line 1 should be '6', and is '7'"),
        (ran(""), "line 1 should be '6'"),
        (ran("6\n", Raised("ValueError", [], "no.")), "it ends in ValueError: no"),
        (
            ran("6\n", Raised("SyntaxError", [], "bad. A comma?")),
            "it ends in SyntaxError: bad. A comma",
        ),
        (Evidence(run=Transcript(Finished("error", 3, 0.1), "6\n")), "it ends with exit code 3"),
    ],
)
def test_a_mend_that_does_not_work_is_told_why(run: Evidence, said: str) -> None:
    evidence = Evidence(run=run.run, files=SCRIPTS)
    found = grade(BUG, Pointed(2, "print(7)"), evidence)
    assert (found.score, found.suggested) == (0.0, Rating.AGAIN)
    assert found.feedback.startswith(f"Not mended: {said}")
    assert ".." not in found.feedback
    assert grade(BUG, Pointed(1, "print(7)"), evidence).score == PASS  # the line was right


@pytest.mark.parametrize(
    ("typed", "line", "mended"),
    [
        ("1", 1, None),
        ("line 2", 2, None),
        ("0", 0, None),
        ("", 0, None),
        ("1: total = 0", 1, "total = 0\nprint(total)\n"),
        ("2:", 2, "total = 1\n"),
        ("1+: total -= 1", 1, "total = 1\ntotal -= 1\nprint(total)\n"),
        ("1: a = {1: 2} && 2: print(a)", 1, "a = {1: 2}\nprint(a)\n"),
        ("2\nprint(6)\nprint(6)\n", 2, "print(6)\nprint(6)\n"),
        ("print(6)\nprint(7)\n", 0, "print(6)\nprint(7)\n"),
    ],
)
def test_a_bug_is_answered_with_a_line_with_edits_or_with_all_of_it(
    typed: str, line: int, mended: str | None
) -> None:
    files = {"buggy.py": "total = 1\nprint(total)\n", "fixed.py": "total = 0\nprint(total)\n"}
    response = BUG.read(typed, BUG.asked(Random(1)))
    assert response.line == line
    found = BUG.mended(response, files)
    assert (found or "").strip() == (mended or "").strip()
    kept = BUG.said(line, found or "", files["buggy.py"])
    assert BUG.read(kept, BUG.asked(Random(1))).line == line
    assert BUG.still(kept, files) == kept


MOVED = "import torch\n\ntotal = 1\nprint(total)\n"


@pytest.mark.parametrize(
    ("kept", "buggy", "line"),
    [
        ("1\ttotal = 1", MOVED, 3),
        ("2\tprint(total)\nprint(6)\n", MOVED, 4),
        ("1\ttotal = 2", MOVED, 0),  # gone
        ("1\ttotal = 1", "total = 0\ntotal = 1\ntotal = 1\n", 0),  # which of them?
        ("2\ttotal = 1", "total = 1\ntotal = 1\n", 2),
        ("2", MOVED, 2),  # as it was kept once
        ("9\ttotal = 1", "total = 1\n", 1),
    ],
)
def test_a_line_that_was_pointed_at_is_found_again(kept: str, buggy: str, line: int) -> None:
    files = {"buggy.py": buggy, "fixed.py": buggy}
    before, after = (BUG.read(one, BUG.asked(Random(1))) for one in (kept, BUG.still(kept, files)))
    assert (after.line, after.mend.strip()) == (line, before.mend.strip())


def test_a_mend_without_its_run_is_our_own_bug() -> None:
    with pytest.raises(TypeError, match="run"):
        grade(BUG, Pointed(1, "print(6)"), Evidence(files=SCRIPTS))


def test_checks_that_fail_give_their_message() -> None:
    found = grade(CODE, Submitted("x"), checked(A_PASSES, B_FAILS))
    assert found.score == 0.5
    assert "expected 1" in found.feedback
    assert grade(CODE, Submitted("x"), checked(A_PASSES)).right
    assert not grade(CODE, Submitted("x"), checked(complete=False)).right


def test_checks_that_did_not_finish_are_not_passed() -> None:
    assert grade(CODE, Submitted("x"), checked(A_PASSES, complete=False)).score < 1


def test_giving_up_an_exercise_needs_no_checks() -> None:
    found = grade(CODE, Submitted(""))
    assert (found.score, found.suggested) == (0.0, Rating.AGAIN)


def test_each_hint_lowers_the_suggested_rating_by_one() -> None:
    assert suggest(1.0, 0) is Rating.GOOD
    assert suggest(1.0, 1) is Rating.HARD
    assert suggest(1.0, 2) is Rating.AGAIN
    assert suggest(1.0, 9) is Rating.AGAIN
    assert grade(SHORT, Typed("3"), hints=1).suggested is Rating.HARD


def test_a_response_of_another_kind_is_our_own_bug() -> None:
    for card in EVERY:
        foreign = Typed("x") if card.kind not in ("short", "predict") else Ticked(frozenset())
        with pytest.raises(TypeError, match=card.kind):
            grade(card, foreign, ran("x"))
    with pytest.raises(TypeError):
        grade(PREDICT, Typed("x"))


@pytest.mark.parametrize("card", EVERY, ids=lambda card: card.id)
@pytest.mark.parametrize(
    "typed", ["", " ", "1", "1 2", "9999999999999", "１２", "x\ny", "\x00", "."]
)
def test_whatever_is_typed_is_a_response(card: Base, typed: str) -> None:
    response = card.read(typed, card.asked(Random(1)))
    evidence = Evidence(ran("1\n").run, "", checked(B_FAILS).verdict, SCRIPTS)
    assert 0 <= grade(card, response, evidence).score <= 1


def test_the_numbers_of_a_shuffled_card_mean_what_stands_beside_them() -> None:
    asked = MANY.asked(Random(3))
    assert sorted(asked.order) == [0, 1, 2, 3]
    assert asked.order != (0, 1, 2, 3)
    assert [line.strip() for line in asked.lines] == [
        f"{place}. {'abcd'[one]}" for place, one in enumerate(asked.order, 1)
    ]
    typed = ", ".join(str(asked.order.index(one) + 1) for one in (0, 1))
    assert MANY.read(typed, asked) == Picked(frozenset({0, 1}))


def test_true_and_false_keep_their_order() -> None:
    card = Choice(id="t/b", options=[Option("True", "so", True), Option("False", "no")], **BASE)
    assert {card.asked(Random(seed)).order for seed in range(20)} == {(0, 1)}


def test_an_order_is_never_asked_in_the_right_one() -> None:
    assert (0, 1, 2, 3) not in {ORDER.asked(Random(seed)).order for seed in range(100)}


def test_a_bank_claims_what_each_script_prints() -> None:
    assert PREDICT.claims() == {"": Claim("output", "1\n2\n")}
    assert BUG.claims() == {
        "buggy.py": Claim("symptom", "7", mended_by="fixed.py"),
        "fixed.py": Claim("output", "6"),
    }
    assert set(BUG.claims(["buggy.py", "fixed.py", "fixed_at_the_call.py", "notes.txt"])) == {
        *("buggy.py", "fixed.py", "fixed_at_the_call.py"),
    }
    assert CODE.claims() == {}
    assert Claim("output", "1\n", "ValueError: no").text == "1\nValueError: no"


# The judge does what the card says


def test_answers_that_are_misjudged_are_told() -> None:
    card = Short(
        id="t/s", accept=["torch.no_grad"], also_right=["no_grad()", "torch.no_grad"],
        never_right=["torch.no_grad", "enable_grad"], **BASE,
    )  # fmt: skip
    assert [key for key, _ in card.misjudged(Evidence())] == ["also_right", "never_right"]
    told = [message for _, message in card.misjudged(Evidence())]
    assert told[0].startswith("'no_grad()' is not taken for right")
    assert told[1] == "'torch.no_grad' is taken for right; drop it if it is"


def test_a_prediction_is_proven_by_its_values_alone_and_by_near_misses() -> None:
    run = ran("sum: 3\nflag: True\n").run
    assert list(PREDICT.misjudged(Evidence(run=run, marked="sum: \uf8f03\uf8f2\nflag: True"))) == []
    never = Predict(id="t/p", output="3\n", never_right=["3"], **BASE)
    assert list(never.misjudged(ran("sum: 3\n"))) == [
        ("never_right", "'3' is taken for right; drop it if it is")
    ]


def test_of_a_prediction_the_printed_lines_are_counted() -> None:
    """Not those that were said and not printed."""
    two = ran("mean: 2.0\nsum: 16.0\n")
    swapped = PREDICT.judge(Typed("sum: 16, mean: 2"), two)
    assert swapped.feedback.startswith("0 of 2 lines right")
    assert swapped.score < 0.5
    more = PREDICT.judge(Typed("2\n16\n3"), two)
    assert more.feedback.startswith("2 of 2 lines right; ")
    assert more.score < 1
    assert PREDICT.judge(Typed("7"), ran("2\n")).feedback.startswith("0 of 1 line right")


# Key points


@pytest.mark.parametrize(
    ("said", "rating"),
    [(6, Rating.GOOD), (5, Rating.GOOD), (4, Rating.HARD), (3, Rating.AGAIN), (0, Rating.AGAIN)],
)
def test_five_of_six_key_points_are_good(said: int, rating: Rating) -> None:
    card = Flashcard(id="t/f", key_points=list("abcdef"), **BASE)
    found = grade(card, Ticked(frozenset(range(said))))
    assert found.suggested is rating
    assert found.score == pytest.approx(said / 6)


def test_without_a_point_that_must_be_there_it_is_not_good() -> None:
    card = Flashcard(id="t/f", key_points=[KeyPoint("a", must=True), *"bcdef"], **BASE)
    assert grade(card, Ticked(frozenset(range(5)))).suggested is Rating.GOOD
    found = grade(card, Ticked(frozenset(range(1, 6))))
    assert found.suggested is Rating.HARD
    assert found.feedback == "5 of 6 key points; no answer without: a"
