"""Messages on a stream, and what a hostile sender can do to them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.run import AXES, IMAGE_SIDE, LABEL, POINTS, SERIES, Figure, Finished, Output
from quizapp.runner.messages import EXTRA_SIZE, Ended, Fork, Frames, MemoryRefused, frame
from quizapp.runner.run_events import RunEvents


@given(st.lists(st.text(max_size=50), max_size=8), st.integers(1, 40))
def test_frames_come_out_as_they_went_in(texts: list[str], step: int) -> None:
    stream = b"".join(frame(Fork(text)) for text in texts)
    frames = Frames()
    bodies = [
        body
        for start in range(0, len(stream), step)
        for body in frames.feed(stream[start : start + step])
    ]
    assert bodies == [frame(Fork(text))[4:] for text in texts]


def test_a_sender_that_claims_too_much_is_not_listened_to() -> None:
    frames = Frames(size=100)
    assert list(frames.feed((101).to_bytes(4, "little"))) == []
    assert list(frames.feed(frame(MemoryRefused()))) == []


def test_a_sender_that_sends_too_many_is_not_listened_to() -> None:
    frames = Frames(count=2)
    assert len(list(frames.feed(frame(MemoryRefused()) * 3))) == 2
    assert list(frames.feed(frame(MemoryRefused()))) == []


def drawn(figure: Any) -> bytes:
    return json.dumps({"type": "Drawn", "figure": figure}).encode()


@pytest.mark.parametrize(
    "figure",
    [
        {"axes": []},
        {"axes": [{"title": "t" * LABEL}] * AXES},
        {"axes": [{"series": [{"kind": "line", "y": [1.0] * POINTS}] * 2}]},
        {"axes": [{"series": [{"kind": "line", "y": [float("nan"), float("-inf")]}]}]},
        {"axes": [{"series": [{"kind": "image", "z": [[1.0] * IMAGE_SIDE] * IMAGE_SIDE}]}]},
    ],
)
async def test_a_figure_within_the_bounds_is_shown(figure: Any) -> None:
    events = RunEvents("cpu")
    body = drawn(figure)
    events.take_extra(len(body).to_bytes(4, "little") + body)
    assert not events.forged
    shown = await events.event()
    assert isinstance(shown, Figure)
    assert len(shown.axes) == len(figure["axes"])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"abcde",
        b'{"type": "MemoryRefused", "x": ' + b"[" * 100_000,  # nested deeply
        b'{"type": "Uncaught", "raised": {"name": ' + b"9" * 10_000 + b"}}",
        b'{"type": "Uncaught", "raised": {"name": ""}}',
        b'{"type": "Uncaught", "figure": {"axes": []}}',
        b'{"type": "Nothing"}',
        drawn({"axes": [{"title": "t"}]}).replace(b'"t"', b'"\xff"'),  # not UTF-8
        drawn({"axes": [{"title": "\ud800"}]}),  # half of a surrogate pair
        drawn({"axes": [], "png": "no base64"}),
        drawn({"axes": [{"series": [{"kind": "line", "y": ["1"]}]}]}),
        drawn({"axes": [{}] * (AXES + 1)}),
        drawn({"axes": [{"series": [{"kind": "line"}] * (SERIES + 1)}]}),
        drawn({"axes": [{"series": [{"kind": "line", "y": [1.0] * (POINTS + 1)}]}]}),
        drawn({"axes": [{"series": [{"kind": "image", "z": [[1.0] * (IMAGE_SIDE + 1)]}]}]}),
        drawn({"axes": [{"series": [{"kind": "image", "z": [[]] * (IMAGE_SIDE + 1)}]}]}),
        drawn({"axes": [{"title": "t" * (LABEL + 1)}]}),
    ],
)
async def test_nonsense_on_the_way_of_extras_is_the_end_of_a_run(body: bytes) -> None:
    events = RunEvents("cpu")
    events.take_extra(len(body).to_bytes(4, "little") + body + frame(MemoryRefused()))
    events.conclude(Ended(1, "", 0.1, 0))
    event = await events.event()
    assert isinstance(event, Finished)
    assert events.forged
    assert (event.outcome, event.raised) == ("killed", None)
    assert event.note == "wrote what makes no sense where only the runner writes"


async def test_a_frame_that_claims_too_much_is_the_end_of_a_run() -> None:
    events = RunEvents("cpu")
    events.take_extra((EXTRA_SIZE + 1).to_bytes(4, "little"))
    assert events.forged


async def test_many_good_frames_are_not() -> None:
    events = RunEvents("cpu")
    events.take_extra(frame(MemoryRefused()) * 10_000)
    assert not events.forged


async def test_a_character_cut_in_two_is_put_together() -> None:
    events = RunEvents("cpu")
    for byte in "ü".encode():
        events.take("stdout", bytes([byte]))
    assert await events.event() == Output("stdout", "ü")


async def test_half_a_character_at_the_end_is_replaced() -> None:
    events = RunEvents("cpu")
    events.take("stdout", b"\xc3")
    events.conclude(Ended(0, "", 0.1, 0))
    assert await events.event() == Output("stdout", "\ufffd")
