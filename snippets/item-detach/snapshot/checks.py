import torch
from torch import nn


def models():
    """A name and a model with fixed weights for each of some kinds, the smallest first."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        frozen = nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 1))
        frozen[0].weight.requires_grad_(False)
        scalar = nn.Module()
        scalar.scale = nn.Parameter(torch.tensor(2.0))
        tied = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
        tied[1].weight = tied[0].weight
        empty = nn.Module()
        empty.weight = nn.Parameter(torch.zeros(0, 3))
        fine = nn.Linear(3, 2).double()
        fine.weight.data += 2.0**-40  # no float32 has these
        gaps = nn.Linear(1, 3, bias=False)
        gaps.weight.data[:, 0] = torch.tensor([torch.nan, torch.inf, -torch.inf])
        mixed = nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 2).double())
        mixed[0].bias.data += 2.0**-20
        codes = nn.Module()
        codes.table = nn.Parameter(torch.tensor([2**40 + 1, 3]), requires_grad=False)
        codes.phase = nn.Parameter(torch.tensor([1.0 + 2.0j]))
        return {
            "Linear(1, 1)": nn.Linear(1, 1),
            "a parameter of one number": scalar,
            "a parameter without numbers": empty,
            "two layers, a weight frozen": frozen,
            "weights of NaN and infinity": gaps,
            "float64": fine,
            "bfloat16": nn.Linear(2, 1).bfloat16(),
            "float32 and float64": mixed,
            "int64 and complex64": codes,
            "batch norm, which has buffers": nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)),
            "nested": nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.Tanh()), nn.Conv1d(2, 3, 1)),
            "two layers that share their weight": tied,
            "no parameter": nn.ReLU(),
        }


def short(value, longest=50, digits=3):
    """A tensor in few characters."""

    def text(x):
        if isinstance(x, list):
            return "[" + ", ".join(map(text, x)) + "]"
        return f"{x + 0.0:.{digits}g}" if isinstance(x, float) else str(x)

    said = text(value.detach().tolist())
    return said if len(said) <= longest else said[:longest] + "…"


def apart(want, got):
    """Both in few characters that tell them apart: the first number that differs, to all digits,
    where a few don't."""
    said = short(want), short(got)
    if said[0] != said[1] or want.shape != got.shape:
        return said
    one, other = want.detach().flatten(), got.detach().flatten()
    differ = (one != other) & ~(one.isnan() & other.isnan())
    if not differ.any():
        return said
    at = int(differ.int().argmax())
    return tuple(f"{short(x[at], digits=17)} (number {at})" for x in (one, other))


def values(model):
    """Copies of a model's parameters, by name."""
    return {name: p.detach().clone() for name, p in model.named_parameters()}


def train(model):
    """Write every weight in place, as an optimizer does."""
    with torch.no_grad():
        for p in model.parameters():
            p.add_(1)


def taken(answer, model, kind):
    """A snapshot, if it is a dict of tensors."""
    saved = answer.snapshot(model)
    enabled = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    assert enabled, f"{kind}: expected gradients to stay enabled, snapshot disabled them"
    name = type(saved).__name__
    assert isinstance(saved, dict), f"{kind}: expected a dict, got {name}"
    for key, tensor in saved.items():
        name = type(tensor).__name__
        assert isinstance(tensor, torch.Tensor), f"{kind}: expected a tensor {key}, got {name}"
    return saved


def agree(saved, expected, kind, why=""):
    for name, want in expected.items():
        assert name in saved, f"{kind}: expected the key {name!r}, got {sorted(saved)}"
        got = saved[name]
        said = "{}: expected {} {}, got {}{}".format(kind, name, *apart(want, got), why)
        shapes = tuple(want.shape), tuple(got.shape)
        assert shapes[0] == shapes[1], f"{said}, of shape {shapes[1]} instead of {shapes[0]}"
        # a dtype that is not exact is told by check_values alone
        assert torch.allclose(got.detach().to(want.dtype), want, rtol=1e-2, equal_nan=True), said


def state(model):
    """All that a model holds, copied: weights, buffers, gradients, what is trained."""
    found = {}
    for name, one in (*model.named_parameters(), *model.named_buffers()):
        found[name] = one.detach().clone()
    for name, p in model.named_parameters():
        found[f"{name}.grad"] = None if p.grad is None else p.grad.clone()
        found[f"{name}.requires_grad"] = p.requires_grad
    return found


def stays(before, model, kind):
    """The model holds exactly what it held."""
    found = state(model)
    new = sorted(found.keys() ^ before.keys())
    said = f"{kind}: expected the model to keep its parameters, of these it lost or got some: {new}"
    assert not new, said
    for name, now in found.items():
        was = before[name]
        if not isinstance(was, torch.Tensor) or not isinstance(now, torch.Tensor):
            words = [short(x) if isinstance(x, torch.Tensor) else x for x in (was, now)]
            said = f"{kind}: expected the model's {name} to stay {words[0]}, it became {words[1]}"
            assert was is now, said
            continue
        said = f"{kind}: expected the model's {name} to stay {was.dtype}, it became {now.dtype}"
        assert was.dtype == now.dtype, said
        said = "{}: expected the model's {} to stay {}, it became {}"
        same = torch.allclose(was, now, rtol=0, atol=0, equal_nan=True)
        assert same, said.format(kind, name, *apart(was, now))


def copies(saved):
    return {name: tensor.detach().clone() for name, tensor in saved.items()}


def check_names(answer):
    """Its keys are the names of all parameters, and no others"""
    for kind, model in (*models().items(), ("with gradients", with_gradients())):
        saved = taken(answer, model, kind)
        want = [name for name, _ in model.named_parameters()]
        lacking = sorted(set(want) - set(saved))
        more = sorted(map(str, set(saved) - set(want)))
        assert not lacking, f"{kind}: expected the key {lacking[0]!r}, got {sorted(saved)}"
        assert not more, f"{kind}: expected no more keys than the parameters', got also {more}"


def check_values(answer):
    """Its tensors have the values, shapes and dtypes that the parameters have now"""
    for kind, model in models().items():
        held = values(model)
        saved = taken(answer, model, kind)
        agree(saved, held, kind)
        for name, p in held.items():
            got = saved[name].dtype
            assert got == p.dtype, f"{kind}: expected {name} as {p.dtype}, got {got}"
            same = torch.allclose(saved[name].detach(), p.detach(), rtol=0, atol=0, equal_nan=True)
            said = "{}: expected exactly {} {}, got {}".format(kind, name, *apart(p, saved[name]))
            assert same, said


def check_needs_no_grad(answer):
    """No tensor in the snapshot requires grad"""
    for kind, model in models().items():
        saved = taken(answer, model, kind)
        assert len(saved) >= len(values(model)), f"{kind}: expected a tensor per parameter"
        for name, tensor in saved.items():
            where = type(tensor.grad_fn).__name__ if tensor.grad_fn else "none, it is a leaf"
            said = f"{kind}: expected requires_grad False on the saved {name}, it is True"
            assert not tensor.requires_grad, f"{said}; grad_fn: {where}"


def check_training_leaves_it_alone(answer):
    """Training changes the model, not the snapshot"""
    for kind, model in models().items():
        saved = taken(answer, model, kind)
        before = copies(saved)
        train(model)
        agree(saved, before, kind, " after training: it shares memory with the model")


def check_taken_again(answer):
    """A second snapshot has the new values, and the first one keeps the old"""
    for kind, model in models().items():
        first = taken(answer, model, kind)
        old = copies(first)
        train(model)
        held = values(model)
        second = taken(answer, model, kind)
        agree(second, held, kind, " in a second snapshot after training")
        agree(first, old, kind, " in the first snapshot after a second one")
    one, other = nn.Linear(1, 1), nn.Linear(1, 1, bias=False)
    taken(answer, one, "Linear(1, 1)")
    keys = sorted(taken(answer, other, "no bias"))
    assert keys == ["weight"], f"expected the keys ['weight'] of a second model, got {keys}"


def with_gradients():
    """A trained model: its weights have gradients, its buffers are others than at the start."""
    model = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
    model[1].running_mean += 2.0**-20
    for p in model.parameters():
        p.grad = torch.ones_like(p)
    return model


def check_model_still_trains(answer):
    """Taking it freezes nothing and unfreezes nothing, and the mode of each module stays"""
    for kind, model in models().items():
        layers = list(model.modules())
        for training in (True, False):
            model.train(training)
            for layer in layers[2::2]:  # in another mode than the model itself
                layer.training = not training
            modes = [layer.training for layer in layers]
            before = {name: p.requires_grad for name, p in model.named_parameters()}
            taken(answer, model, kind)
            after = {name: p.requires_grad for name, p in model.named_parameters()}
            for name, was in before.items():
                said = f"{kind}: expected requires_grad {was} on the model's {name}"
                assert after.get(name) == was, f"{said}, it became {after.get(name)}"
            now = [layer.training for layer in layers]
            said = f"{kind}: expected training to stay {modes} on model.modules(), it became {now}"
            assert now == modes, said


def check_amid_a_step(answer):
    """It can be taken at any time: it changes no weight, dtype, buffer or gradient of the model"""
    for kind, model in (*models().items(), ("with gradients", with_gradients())):
        before = state(model)
        taken(answer, model, kind)
        stays(before, model, kind)
    model = models()["nested"]
    x = torch.arange(4.0).reshape(2, 2)
    steps = []
    for shoot in (False, True):
        model.load_state_dict(models()["nested"].state_dict())
        before, parameters = values(model), [id(p) for p in model.parameters()]
        for _ in range(2):  # in the second, gradients of the first are still there
            loss = model[0](x).square().sum() + sum(p.square().sum() for p in model.parameters())
            if shoot:
                taken(answer, model, "before backward")
            assert loss.requires_grad, "expected a model that trains, its loss has no graph"
            loss.backward()
            if shoot:
                taken(answer, model, "before the optimizer's step")
        said = "expected the model to keep its parameters, snapshot put others in their place"
        assert [id(p) for p in model.parameters()] == parameters, said
        agree(values(model), before, "the model itself")
        steps.append({})
        for name, p in model.named_parameters():
            assert p.grad is not None, f"expected a gradient of {name} after backward, got none"
            steps[-1][name], p.grad = p.grad, None
    agree(steps[1], steps[0], "gradients of a step with snapshots")
