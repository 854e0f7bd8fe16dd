import pytest

from quizapp.core.memory.card_value import CardValues, card_values
from quizapp.core.memory.model import USUAL
from quizapp.core.memory.moves import Trace

WEAK, STRONG = Trace(1.0, 5.0), Trace(30.0, 5.0)


def at_price(price: float) -> CardValues:
    return card_values(USUAL.moves, price, 1.0)


def test_when_answers_cost_a_fortune_a_card_is_never_asked_again() -> None:
    found = at_price(5.0).wait(WEAK, 2.0, 10)
    assert found.answers == 0.0
    assert found.value == pytest.approx(USUAL.moves.recall(WEAK.stability, 12.0))


def test_the_dearer_the_answers_the_fewer_a_card_wants() -> None:
    wanted = [at_price(price).wait(WEAK, 1.0, 20).answers for price in (0.0, 0.05, 0.2, 1.0)]
    assert wanted == sorted(wanted, reverse=True)
    assert wanted[0] > wanted[-1]


def test_more_days_left_are_worth_more_when_answers_are_free() -> None:
    table = at_price(0.0)
    assert table.ask_new(14, 0.5).value > table.ask_new(2, 0.5).value


def test_a_weak_card_gains_more_by_being_asked_than_a_strong_one() -> None:
    table = at_price(0.1)

    def gain(trace: Trace) -> float:
        return table.ask(trace, 3.0, 5).value - table.wait(trace, 3.0, 5).value

    assert gain(WEAK) > gain(STRONG)


def test_on_the_last_day_waiting_means_never() -> None:
    table = at_price(0.1)
    assert table.wait_new(1, 0.5).value == 0.0
    assert table.wait(WEAK, 3.0, 1).value == pytest.approx(USUAL.moves.recall(1.0, 4.0))
