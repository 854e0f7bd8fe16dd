from contextlib import aclosing

import pytest

from quizapp.core.memory.fit_judge import ENOUGH, Fit
from quizapp.core.memory.scheduling import DEFAULT_PARAMETERS, parameter_problem
from quizapp.study import fitting
from quizapp.study.fitting import FitError, Progress, fit
from tests.histories import history

# memories grow little by an answer, and fade fast
FORGETFUL = [*DEFAULT_PARAMETERS[:8], 0.6, *DEFAULT_PARAMETERS[9:20], 0.5]


async def test_a_forgetful_learner_gets_parameters_that_predict_better() -> None:
    *steps, last = [event async for event in fit(history(150, 31, FORGETFUL))]
    assert isinstance(last, Fit)
    assert parameter_problem(last.parameters) is None
    assert last.helped
    assert last.held_out > 50
    shares = [step.done for step in steps if isinstance(step, Progress)]
    assert len(shares) == len(steps) > 3
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert shares == sorted(shares)


async def test_too_few_answers_are_refused_with_both_numbers() -> None:
    with pytest.raises(FitError, match=rf"\d+ answers .* needs {ENOUGH}"):
        await anext(fit(history(10, 5)))


async def test_an_optimizer_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "OPTIMIZER", "not_installed_anywhere")
    with pytest.raises(FitError, match="not_installed_anywhere"):
        [event async for event in fit(history(200, 40))]


async def test_leaving_early_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    spawn = fitting.asyncio.create_subprocess_exec

    async def remember(*args: str, **pipes: int) -> object:
        started.append(await spawn(*args, **pipes))
        return started[-1]

    monkeypatch.setattr(fitting.asyncio, "create_subprocess_exec", remember)
    async with aclosing(fit(history(200, 40))) as events:
        assert isinstance(await anext(events), Progress)
    assert started[0].returncode is not None
