"""Each kind answered right, half right and wrong."""

import pytest

from quizapp.core.cards.card import Choice, Code, Flashcard, Option, Order, Predict, Short
from quizapp.core.grading.exercise import CheckResult, Verdict
from quizapp.core.grading.grade import (
    Arranged,
    Picked,
    Pointed,
    Submitted,
    Ticked,
    Typed,
    exception_line,
    grade,
    suggest,
)
from quizapp.core.memory.review import Rating
from quizapp.core.run import Finished, Transcript

BASE = {"level": "junior", "question": "?", "answer": "!", "snippet": "t/x.py"}
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
CODE = Code(id="t/k", **BASE)


def run(stdout: str, stderr: str = "", outcome: str = "ok") -> Transcript:
    return Transcript(Finished(outcome, 0, 0.1), stdout, stderr)  # type: ignore[arg-type]


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
    found = grade(PREDICT, Typed("7\n9"), run("7\n8\n"))
    assert [line.right for line in found.lines] == [True, False]
    assert found.score == 0.5
    assert grade(PREDICT, Typed("7\n8"), run("7\n8\n")).right


def test_a_missing_and_a_superfluous_line_are_named() -> None:
    assert grade(PREDICT, Typed("7"), run("7\n8\n")).lines[1].remark == "a line is missing"
    assert grade(PREDICT, Typed("7\n8\n9"), run("7\n8\n")).lines[2].remark == "one line too many"


def test_the_right_value_in_the_wrong_form_is_worth_half() -> None:
    found = grade(PREDICT, Typed("4.0"), run("tensor(4.)\n"))
    assert found.score == 0.5
    assert "tensor" in found.feedback


def test_an_exception_is_predicted_by_its_type() -> None:
    crashed = run(
        "1\n", "Traceback (most recent call last):\nRuntimeError: mat1 and mat2\n", "error"
    )
    assert exception_line(crashed) == "RuntimeError: mat1 and mat2"
    assert grade(PREDICT, Typed("1\nRuntimeError"), crashed).right
    assert grade(PREDICT, Typed("1\nValueError"), crashed).score == 0.5


def test_a_run_that_ended_well_has_no_exception_line() -> None:
    assert exception_line(run("", "ValueError: only logged")) == ""


def test_a_faulty_line_is_found_or_shown() -> None:
    bug = _bug()
    assert grade(bug, Pointed(3, frozenset({3}))).right
    assert "line 3" in grade(bug, Pointed(1, frozenset({3}))).feedback


def test_checks_that_fail_give_their_message() -> None:
    results = [CheckResult("check_a", "a", True), CheckResult("check_b", "b", False, "expected 1")]
    found = grade(CODE, Submitted(Verdict(results, "", True)))
    assert found.score == 0.5
    assert "expected 1" in found.feedback
    done = Verdict([CheckResult("check_a", "a", True)], "", True)
    assert grade(CODE, Submitted(done)).right
    assert not grade(CODE, Submitted(Verdict([], "", False))).right


def test_checks_that_did_not_finish_are_not_passed() -> None:
    stopped = Verdict([CheckResult("check_a", "a", True)], "", False)
    assert grade(CODE, Submitted(stopped)).score < 1


def test_each_hint_lowers_the_suggested_rating_by_one() -> None:
    assert suggest(1.0, 0) is Rating.GOOD
    assert suggest(1.0, 1) is Rating.HARD
    assert suggest(1.0, 2) is Rating.AGAIN
    assert suggest(1.0, 9) is Rating.AGAIN


def test_a_response_of_another_kind_is_our_own_bug() -> None:
    with pytest.raises(TypeError):
        grade(ONE, Typed("x"))
    with pytest.raises(TypeError):
        grade(PREDICT, Typed("x"), None)


def _bug():  # type: ignore[no-untyped-def]
    from quizapp.core.cards.card import Bug

    return Bug(id="t/b", symptom="x", output="y", **BASE)
