import torch
from torch import nn

BODY = ("0.weight", "0.bias", "2.weight", "2.bias")
HEAD = ("4.weight", "4.bias")
PREFIXES = ("module.", "_orig_mod.", "model.", "backbone.", "body.", "0.")  # of wrapped models


def build(num_classes):
    """As in starter.py."""
    hidden = nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU()
    return nn.Sequential(*hidden, nn.Linear(16, num_classes))


def make_checkpoint(seed=0):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return build(1000).state_dict()


def make_twin(checkpoint):
    """The same body, and a head of which every value is another one."""
    other = make_checkpoint(seed=7)
    return {name: 3 * other[name] + 1 if name in HEAD else checkpoint[name] for name in checkpoint}


def copied(checkpoint):
    return {name: weight.clone() for name, weight in checkpoint.items()}


def reuse(answer, checkpoint, num_classes):
    try:
        model = answer.reuse_body(checkpoint, num_classes)
    except RuntimeError as error:
        raise AssertionError(
            f"num_classes={num_classes}: expected the 1000-class head to be left out before "
            f"loading; load_state_dict raised: {str(error).splitlines()[-1].strip()}"
        ) from None
    except ValueError as error:
        raise AssertionError(
            f"num_classes={num_classes}: expected a model, as the body is complete; "
            f"got ValueError: {str(error)[:80]}"
        ) from None
    got = type(model).__name__
    assert isinstance(model, nn.Module), f"expected a module from reuse_body, got {got}"
    names, wanted = list(model.state_dict()), [*BODY, *HEAD]
    assert names == wanted, f"expected a model with {wanted}, got one with {names}"
    return model


def check_body_is_copied(answer):
    """Every weight of the body equals the checkpoint's, and every one can be trained at once."""
    for num_classes in (1, 3, 16, 1000):
        for seed in (0, 1):
            checkpoint = make_checkpoint(seed)
            model = reuse(answer, copied(checkpoint), num_classes)
            state = model.state_dict()
            for name in BODY:
                found, wanted = tuple(state[name].shape), tuple(checkpoint[name].shape)
                assert found == wanted, (
                    f"expected {name} of shape {wanted}, got {found}"
                )
                same = torch.equal(state[name], checkpoint[name])
                far = (state[name] - checkpoint[name]).abs().max().item()
                assert same, (
                    f"num_classes={num_classes}: expected {name} to equal the checkpoint's, "
                    f"it differs by up to {far:.2g}"
                )
    fixed = [name for name, one in model.named_parameters() if not one.requires_grad]
    assert not fixed, (
        f"expected all weights to require gradients, these do not: {fixed}"
    )
    kept = [name for name, _ in model.named_parameters()]
    assert kept == list(state), f"expected parameters {list(state)}, got {kept}"
    gradients_reach_all(answer)


def gradients_reach_all(answer):
    """Recording is as before the call, and a backward pass reaches all weights."""
    for recording in (True, False):
        with torch.set_grad_enabled(recording):
            model = answer.reuse_body(make_checkpoint(), 3)
            now = torch.is_grad_enabled()
        words = {True: "on", False: "off"}
        assert now == recording, (
            f"expected recording to be {words[recording]} after the call as before, "
            f"it is {words[now]}"
        )
        model(torch.linspace(-3, 3, 40).reshape(5, 8)).square().sum().backward()
        lost = [name for name, one in model.named_parameters() if one.grad is None]
        assert not lost, f"expected gradients of all weights after a backward pass, not of {lost}"


def check_model_runs(answer):
    """The model computes what build's layers compute, with as many outputs as asked for."""
    x = torch.linspace(-3, 3, 40).reshape(5, 8)
    for num_classes in (1, 3, 16, 1000):
        model = reuse(answer, make_checkpoint(), num_classes)
        out = model(x)
        shape, right = tuple(out.shape), (5, num_classes)
        assert shape == right, f"expected logits of shape {right}, got {shape}"
        twin = build(num_classes)
        twin.load_state_dict(model.state_dict())
        assert torch.allclose(out, twin(x), atol=1e-5), (
            f"num_classes={num_classes}: expected the outputs of Linear, ReLU, Linear, ReLU, "
            "Linear, got others"
        )


def check_head_is_new(answer):
    """The head is new: nothing of the old one is in it, also if it has the old one's size."""
    for num_classes in (3, 16, 1000):
        checkpoint = make_checkpoint()
        state = reuse(answer, copied(checkpoint), num_classes).state_dict()
        for name in HEAD:
            old, rows = checkpoint[name], len(state[name])
            parts = old[:rows], old[-rows:]
            kept = any(torch.equal(state[name], part) for part in parts)
            if name == "4.weight":  # or single rows of it, at other places
                kept = kept or any((row == old).all(dim=1).any() for row in state[name])
            assert not kept, (
                f"num_classes={num_classes}: expected a new head, {name} is the old one's"
                + ("" if rows == 1000 else f", {rows} rows of it")
            )
        twin = make_twin(checkpoint)
        one, again, other = (seeded(answer, x, num_classes) for x in (checkpoint, checkpoint, twin))
        for name in HEAD:
            if not torch.equal(one[name], again[name]):
                continue  # a source of luck of its own: the two cannot be compared
            far = (one[name] - other[name]).abs().max().item()
            assert torch.equal(one[name], other[name]), (
                f"num_classes={num_classes}, the same seed, another old head: expected the same "
                f"new {name}, it differs by up to {far:.2g}: it is made of the old one's values"
            )


def seeded(answer, checkpoint, num_classes):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return reuse(answer, copied(checkpoint), num_classes).state_dict()


def check_checkpoint_stays_whole(answer):
    """The caller's checkpoint keeps its names and values, and none of it is marked for training."""
    checkpoint = make_checkpoint()
    before = copied(checkpoint)
    reuse(answer, checkpoint, 3)
    compare(checkpoint, before, "a call")
    incomplete = {name: w for name, w in before.items() if name != "2.bias"}
    given = copied(incomplete)
    try:
        answer.reuse_body(given, 3)
    except Exception:
        pass  # check_missing_body_is_an_error tells of the wrong ones
    compare(given, incomplete, "a call that is refused")


def compare(checkpoint, before, when):
    gone = [name for name in before if name not in checkpoint]
    assert not gone, f"expected the checkpoint unchanged after {when}, it lost {gone}"
    new = [name for name in checkpoint if name not in before]
    assert not new, f"expected the checkpoint unchanged after {when}, it got {new}"
    moved = [name for name in before if not alike(before[name], checkpoint[name])]
    assert not moved, f"expected the checkpoint unchanged after {when}, {moved} differ"
    marked = [name for name in before if checkpoint[name].requires_grad]
    assert not marked, (
        f"expected the checkpoint unchanged after {when}, {marked} came back with "
        "requires_grad=True"
    )


def alike(one, other):
    return one.shape == other.shape and torch.equal(one, other)


def check_weights_are_copies(answer):
    """Training the new model changes neither the checkpoint nor another model from it."""
    checkpoint = make_checkpoint()
    before = copied(checkpoint)
    model, other = (reuse(answer, dict(checkpoint), 3) for _ in range(2))
    assert model is not other, "expected a new model at each call, got the same object"
    state = copied(other.state_dict())
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 1  # as an optimizer would change it
    moved = [name for name in before if not torch.equal(before[name], checkpoint[name])]
    assert not moved, f"expected copies, the model shares {moved} with the checkpoint"
    moved = [
        name
        for name, w in other.state_dict().items()
        if not torch.equal(state[name], w)
    ]
    assert not moved, f"expected models of their own, two of them share {moved}"


def check_missing_body_is_an_error(answer):
    """One body weight less, or none under its name, is refused with a ValueError."""
    state = make_checkpoint()
    cases = {name: {key: w for key, w in state.items() if key != name} for name in BODY}
    for layer in ("0", "2"):
        rest = {key: w for key, w in state.items() if not key.startswith(layer)}
        cases[f"{layer}.weight and {layer}.bias"] = rest
    for prefix in PREFIXES:
        for name in BODY:
            cases[f"{name}, as it is called '{prefix}{name}'"] = {
                f"{prefix}{key}" if key == name else key: w for key, w in state.items()
            }
        cases[f"all names, as they begin with '{prefix}'"] = {
            f"{prefix}{key}": w for key, w in state.items()
        }
    cases["all names, as it is empty"] = {}
    wrong = {
        lacks: fault for lacks, one in cases.items() if (fault := refused(answer, one))
    }
    for lacks, fault in wrong.items():
        raise AssertionError(
            f"the checkpoint lacks {lacks}: expected a ValueError, got {fault} "
            f"({len(wrong)} of {len(cases)} such checkpoints go wrong)"
        )


def refused(answer, checkpoint):
    """What came instead of a ValueError; empty if that came. A checkpoint without the head is
    none of build(1000): there a KeyError that tells so will do."""
    try:
        answer.reuse_body(checkpoint, 3)
    except ValueError:
        return ""
    except KeyError as error:
        name = str(error.args[0]) if error.args else ""
        return "" if name in HEAD and name not in checkpoint else "KeyError"
    except Exception as error:
        return type(error).__name__
    return "a model"
