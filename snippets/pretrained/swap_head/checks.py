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
    """The head is new, has as many outputs as asked for, and the model still runs."""
    checkpoint = answer.build(1000).state_dict()
    model = reuse(answer, checkpoint, 3)
    shape = tuple(model(torch.zeros(2, 8)).shape)
    assert shape == (2, 3), f"expected logits of shape (2, 3), got {shape}"
    kept = torch.equal(model.state_dict()["4.weight"], checkpoint["4.weight"][:3])
    assert not kept, "expected a new head, got the first rows of the old one"


def check_checkpoint_stays_whole(answer):
    """The caller's checkpoint keeps its head, and its values while the model trains."""
    checkpoint = answer.build(1000).state_dict()
    before = {name: weight.clone() for name, weight in checkpoint.items()}
    model = reuse(answer, checkpoint, 3)
    gone = [name for name in before if name not in checkpoint]
    assert not gone, f"expected the checkpoint unchanged, it lost {gone}"
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 1  # as an optimizer would change it
    moved = [name for name in before if not torch.equal(before[name], checkpoint[name])]
    assert not moved, f"expected copies, the model shares {moved} with the checkpoint"


def check_missing_body_is_an_error(answer):
    """Names with a prefix, or one body weight less, are refused with ValueError."""
    state = answer.build(1000).state_dict()
    prefixed = {f"module.{name}": weight for name, weight in state.items()}
    incomplete = {name: w for name, w in state.items() if name != "2.bias"}
    for checkpoint, lacks in ((prefixed, "every body weight"), (incomplete, "2.bias")):
        try:
            answer.reuse_body(checkpoint, 3)
        except ValueError:
            continue
        except RuntimeError as error:
            message = f"expected ValueError, got {type(error).__name__}"
            raise AssertionError(message) from None
        raise AssertionError(f"expected ValueError: the checkpoint lacks {lacks}")
