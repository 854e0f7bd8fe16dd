import torch


def reuse(answer, checkpoint, num_classes):
    try:
        return answer.reuse_body(checkpoint, num_classes)
    except RuntimeError as error:
        raise AssertionError(
            "expected the 1000-class head to be left out before loading; "
            f"load_state_dict raised: {str(error).splitlines()[-1].strip()}"
        ) from None


def check_body_is_copied(answer):
    """Every weight of the body equals the checkpoint's."""
    torch.manual_seed(0)
    checkpoint = answer.build(1000).state_dict()
    state = reuse(answer, checkpoint, 3).state_dict()
    for name in ("0.weight", "0.bias", "2.weight", "2.bias"):
        same = torch.equal(state[name], checkpoint[name])
        assert same, f"expected {name} to equal the checkpoint's, it differs"


def check_head_is_new(answer):
    """The head has as many outputs as asked for, and the model still runs."""
    model = reuse(answer, answer.build(1000).state_dict(), 3)
    shape = tuple(model(torch.zeros(2, 8)).shape)
    assert shape == (2, 3), f"expected logits of shape (2, 3), got {shape}"


def check_checkpoint_stays_whole(answer):
    """The caller's checkpoint still holds its own head afterwards."""
    checkpoint = answer.build(1000).state_dict()
    names = list(checkpoint)
    reuse(answer, checkpoint, 3)
    gone = [name for name in names if name not in checkpoint]
    assert not gone, f"expected the checkpoint unchanged, it lost {gone}"


def check_missing_body_is_an_error(answer):
    """A checkpoint whose names carry a prefix is refused with ValueError."""
    state = answer.build(1000).state_dict()
    prefixed = {f"module.{name}": weight for name, weight in state.items()}
    try:
        reuse(answer, prefixed, 3)
    except ValueError:
        return
    raise AssertionError(
        "expected ValueError: no body weight was found, none was loaded"
    )
