import asyncio
from contextlib import aclosing
from typing import Any

import pytest

from quizapp.core.memory.fit_judge import Fit, log_loss, split
from quizapp.core.memory.model import (
    DEFAULT_PARAMETERS,
    USUAL,
    MemoryModel,
    parameter_problem,
)
from quizapp.study import fitting
from quizapp.study.fitting import FitError, Progress, fit
from tests.histories import history

# memories grow little by an answer, and fade fast
FORGETFUL = [*DEFAULT_PARAMETERS[:8], 0.6, *DEFAULT_PARAMETERS[9:20], 0.5]


async def test_a_forgetful_learner_gets_parameters_that_predict_better() -> None:
    *steps, last = [event async for event in fit(history(150, 31, FORGETFUL), USUAL)]
    assert isinstance(last, Fit)
    assert parameter_problem(last.parameters) is None
    assert last.helped
    assert last.held_out > 50
    shares = [step.done for step in steps if isinstance(step, Progress)]
    assert len(shares) == len(steps) > 3
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert shares == sorted(shares)


async def test_the_fit_is_set_against_the_model_that_was_used_so_far() -> None:
    reviews = history(150, 31, FORGETFUL)
    forgetful = MemoryModel(FORGETFUL)
    *_, last = [event async for event in fit(reviews, forgetful)]
    assert isinstance(last, Fit)
    assert last.before == pytest.approx(log_loss(*split(reviews), forgetful)[0])
    assert last.before != pytest.approx(log_loss(*split(reviews), USUAL)[0])


async def test_too_few_answers_are_refused_with_both_numbers() -> None:
    with pytest.raises(FitError, match=r"\d+ answers .* needs 800"):
        await anext(fit(history(10, 5), USUAL))


async def test_an_optimizer_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "OPTIMIZER", "not_installed_anywhere")
    with pytest.raises(FitError, match="not_installed_anywhere"):
        [event async for event in fit(history(200, 40), USUAL)]


async def test_leaving_early_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    spawn = asyncio.create_subprocess_exec

    async def remember(*args: Any, **pipes: Any) -> Any:
        started.append(await spawn(*args, **pipes))
        return started[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", remember)
    async with aclosing(fit(history(200, 40), USUAL)) as events:
        assert isinstance(await anext(events), Progress)
    assert started[0].returncode is not None
