"""Messages on a stream, and what a hostile sender can do to them."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.run import Finished, Output
from quizapp.runner.protocol import FRAME_LIMIT, Ended, Fork, Frames, Memory, frame
from quizapp.runner.run_events import Intake


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
    frames = Frames()
    assert list(frames.feed((FRAME_LIMIT + 1).to_bytes(4, "little"))) == []
    assert list(frames.feed(frame(Memory()))) == []


async def test_nonsense_on_the_way_of_extras_is_left_out() -> None:
    intake = Intake("cpu")
    intake.take_extra(b"\x05\x00\x00\x00abcde" + frame(Memory()))
    intake.conclude(Ended(1, "", 0.1, 0))
    event = await intake.event()
    assert isinstance(event, Finished)
    assert event.outcome == "out_of_memory"


async def test_a_character_cut_in_two_is_put_together() -> None:
    intake = Intake("cpu")
    for byte in "ü".encode():
        intake.take("stdout", bytes([byte]))
    assert await intake.event() == Output("stdout", "ü")


async def test_half_a_character_at_the_end_is_replaced() -> None:
    intake = Intake("cpu")
    intake.take("stdout", b"\xc3")
    intake.conclude(Ended(0, "", 0.1, 0))
    assert await intake.event() == Output("stdout", "\ufffd")
